import type { Child, FC } from "hono/jsx"
import type { Report } from "../../record/types.ts"
import { firstCalendar, formatDay } from "../words/dates.ts"
import type { Lang } from "../words/language.ts"
import { reviewWords } from "./words/review.ts"

/** A report's text in a part of its own, which keys can scroll, with its day and source above it. */
export const ReportText: FC<{
  report: Report
  lang: Lang
  /** What stands behind the source. */
  more?: Child
  /** The text with what was found marked in it; left out: as it is. */
  marked?: Child
  /** What stands under the text. */
  children?: Child
}> = ({ report, lang, more, marked = report.text, children }) => (
  <section class="told" aria-labelledby="told">
    <h2 id="told">{reviewWords[lang].text}</h2>
    <p class="when">
      {report.published !== null && (
        <time datetime={report.published}>{formatDay(report.published, lang, firstCalendar(lang))}</time>
      )}
      {report.source !== null && <span class="soft">{report.source}</span>}
      {more}
    </p>
    <section
      class="report"
      aria-labelledby="told"
      tabindex={0}
      dir="auto"
      {...(report.lang === null ? {} : { lang: report.lang })}
    >
      {marked}
    </section>
    {children}
  </section>
)
