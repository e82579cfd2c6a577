/**
 * What a page of the stage will ask for before it can draw anybody: the edition in force and its performers' avatars. Named in a `Link`
 * header of the page itself, they are on their way while its script is still being read.
 */
import type { Edition } from '@ghostlight/timeline'

/**
 * @param assetsAt  where assets are, such as "//hall.local:4402"; empty: where the page is.
 * @returns         addresses, the most wanted first.
 */
export function firstNeeds(edition: Edition, assetsAt: string): readonly string[] {
  const avatars = Object.values(edition.show.performers).flatMap(({ avatar }) => {
    const asset = edition.assets[avatar.kind === 'builtIn' ? `builtIn:avatar/${avatar.look}` : avatar.file]
    return asset === undefined ? [] : [`${assetsAt}/assets/${asset.hash}.${asset.ext}`]
  })
  return [`/editions/${edition.hash}.json`, ...new Set(avatars)]
}

/** As pages fetch them: anonymously, in CORS mode; any other way the browser would fetch them twice. */
export const linkHeader = (addresses: readonly string[]): string =>
  addresses.map((address) => `<${address}>; rel=preload; as=fetch; crossorigin`).join(', ')
