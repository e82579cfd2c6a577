/** Japanese and Latin type for machines that have none; its style sheets alone are 200 kB, so pages fetch it once their picture stands. */
import '@fontsource/noto-sans-jp/400.css'
import '@fontsource/noto-sans-jp/700.css'
