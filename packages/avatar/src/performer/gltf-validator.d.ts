/** The part of Khronos' validator that the tests use; the package ships no types. */
declare module 'gltf-validator' {
  export interface ValidatorMessage {
    readonly code: string
    readonly message: string
    /** 0 error, 1 warning, 2 information, 3 hint. */
    readonly severity: number
    readonly pointer?: string
  }
  export function validateBytes(
    bytes: Uint8Array,
    options: { readonly ignoredIssues?: readonly string[]; readonly maxIssues?: number },
  ): Promise<{ readonly issues: { readonly numErrors: number; readonly messages: readonly ValidatorMessage[] } }>
}
