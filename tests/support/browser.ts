/** The browser of the tests: the same finder that `ghostlight stems` uses. */
export { type BrowserOptions, browserFlags, findBrowser, launchBrowser } from '../../packages/engine/src/browser/launch-browser.ts'
