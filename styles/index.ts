// Static weights, cut by Unicode range: a variable font would reach the PDF as Type 3 outlines. Imported here and
// not by another style sheet's @import, whose contents no Vite plugin sees: setup/vite-plugins.ts drops their WOFF.
import 'pretendard/dist/web/static/Pretendard-Regular.css'
import 'pretendard/dist/web/static/Pretendard-SemiBold.css'
import 'pretendard/dist/web/static/Pretendard-ExtraBold.css'
import '@fontsource/jetbrains-mono/latin-400.css'
import '@fontsource/jetbrains-mono/latin-700.css'
import './tokens.css'
import './base.css'
import './code.css'
import './diagram.css'
import './charts.css'
import './small.css'
