/** The singer page in English. */
type Names = Readonly<Record<string, string>>

export const singerEn = {
  heading: 'Singer',
  take: 'Take in hand',
  takeName: (name: string) => `Take ${name}`,
  singer: 'Singer',
  name: { hotaru: 'Hotaru', low: 'Low', light: 'Light' } as Names,
  character: {} as Names,
  language: 'Language',
  languageName: { en: 'English', ja: 'Japanese', es: 'Spanish' },
  line: 'Line to sing',
  key: 'Key note',
  tempo: 'Tempo',
  slider: { breathiness: 'Breathiness', tension: 'Tension', gender: 'Gender', brightness: 'Brightness', dynamics: 'Dynamics' },
  reset: 'As designed',
  play: (name: string) => `Play ${name}`,
  over: 'Change over',
  sounds: 'sounds',
  singing: 'Singing…',
  took: (time: string) => `Sung in ${time}`,
  pictures: 'Spectrograms',
  legend: 'Level below the loudest',
  picture: (phonemes: string) => `spectrogram, ${phonemes}`,
  nothing: 'Type a line to hear it.',
  issue: {} as Names,
}
