/** The page on which avatars and motions are tried before they come into a show. */
import '@fontsource/noto-sans-jp/400.css'
import '@fontsource/noto-sans-jp/700.css'
import '../style.css'
import './try.css'
import { createRoot } from 'react-dom/client'
import { pageLanguage } from '../words/words.ts'
import { TryPage } from './TryPage.tsx'

const language = pageLanguage(new URLSearchParams(location.search), navigator.languages)
document.documentElement.lang = language
createRoot(document.getElementById('root')!).render(<TryPage language={language} />)
