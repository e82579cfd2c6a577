/** Colours of everything that is drawn on canvases beside the piano roll; the style sheet's where they mean the same. */
export const rollColours = {
  ground: '#0c0e11',
  rowBlack: '#090b0d',
  octave: '#2a3138',
  beat: '#161a1f',
  bar: '#2d343c',
  ink: '#f3f6f8',
  soft: '#b4bfc9',
  note: '#8fb6d9',
  noteInk: '#06110c',
  selected: '#ffe9b8',
  troubled: '#f89a84',
  keyWhite: '#d9dee3',
  keyBlack: '#14181c',
  ruler: '#0f1215',
  loop: '#7cedbe',
  /** Planned pitch. */
  pitch: '#ffc1e0',
  pitchEdge: '#240818',
  vowel: '#24445f',
  consonant: '#3d3552',
  breath: '#1b2126',
  edge: '#5f6c79',
}
export const rollFont = '"Noto Sans JP", system-ui, sans-serif'
