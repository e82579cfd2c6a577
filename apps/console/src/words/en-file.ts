/** Files brought into the show, in English. */
type Names = Readonly<Record<string, string>>

export const fileEn = {
  choose: 'Choose a file…',
  drop: 'or drop one here',
  sending: (name: string) => `Copying ${name} into the show…`,
  cancel: 'Cancel',
  cancelled: (name: string) => `Cancelled: ${name} was not copied.`,
  taken: (path: string) => `Copied: ${path}`,
  wrongKind: {
    sound: (name: string) => `${name} is no sound.`,
    picture: (name: string) => `${name} is neither picture nor film.`,
  },
  wanted: { sound: 'Which sound?', picture: 'Which picture or film?' },
  cannotPlay: (name: string) => `This browser cannot play ${name}, so the stage cannot either. Try WAV, MP3, MP4 or WebM.`,
  refused: {
    'not-allowed': 'Only authors and operators add files to the show.',
    'show-locked': 'The show is locked against edits.',
    'unknown-kind': 'This kind of file cannot be played. Sounds: WAV, FLAC, MP3, OGG, M4A. Pictures: PNG, JPEG, WebP. Films: MP4, WebM.',
    'too-long': 'The file is too long: 4 GB at most.',
    disk: 'The file could not be written. Is the disk full?',
    'no-connection': 'The file could not be sent. Is the engine there?',
  } as Names,
}
