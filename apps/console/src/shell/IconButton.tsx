import type { ReactNode } from 'react'
import { Button, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components'

/** A button that is only a picture: its name is read out, and shown when the pointer rests or the focus comes. */
export function IconButton({ name, children, ...button }: ButtonProps & { readonly name: string; readonly children: ReactNode }) {
  return (
    <TooltipTrigger delay={500}>
      <Button {...button} className="button button-icon" aria-label={name}>
        {children}
      </Button>
      <Tooltip className="tip" placement="bottom" offset={6}>
        {name}
      </Tooltip>
    </TooltipTrigger>
  )
}
