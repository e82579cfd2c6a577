import { ChevronDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useSend } from '../commands.ts'
import { useWords } from '../words/words-context.tsx'

const boundaries = ['beat', 'bar', 'section', 'pass'] as const

/**
 * Where to leave a vamp; outside one, makes the section that is on repeat. It stays out of the way of everything else: GO and panic work
 * over it, by pointer and by key, and Escape (which begins a panic) closes it.
 */
export function VampMenu(props: { readonly isDisabled: boolean; readonly inVamp: boolean; readonly panicPressed: boolean }) {
  const { isDisabled, inVamp, panicPressed } = props
  const send = useSend()
  const { words } = useWords()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (panicPressed || isDisabled) setOpen(false)
  }, [panicPressed, isDisabled])
  return (
    <MenuTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="button verb split-more" aria-label={words.transport.vampMenu} isDisabled={isDisabled}>
        <ChevronDown aria-hidden="true" size={18} />
      </Button>
      {/* Inside the main landmark, where screen readers look for it. */}
      <Popover className="menu" placement="top end" isNonModal UNSTABLE_portalContainer={document.querySelector('main') ?? document.body}>
        <Menu aria-label={words.transport.vampMenu}>
          {inVamp ? (
            boundaries.map((at) => (
              <MenuItem key={at} id={at} className="menu-item" onAction={() => void send({ command: 'devamp', at })}>
                {words.transport.devampAt(words.cueEdit.choice[at] ?? at)}
              </MenuItem>
            ))
          ) : (
            <MenuItem id="vamp" className="menu-item" onAction={() => void send({ command: 'vamp' })}>
              {words.transport.vampHere}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
