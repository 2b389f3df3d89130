import type { FC } from "hono/jsx"
import { JSON_FIELDS } from "../json.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { CodeName } from "../pages/parts.tsx"
import type { Lang } from "../words/language.ts"
import { ENDPOINTS } from "./endpoints.ts"
import { apiError } from "./errors.ts"
import { ERROR_CODES } from "./schemas.ts"

const WORDS = {
  fa: {
    title: "API: خواندن با برنامه",
    lead: "همه آنچه اینجا عمومی است با برنامه هم خوانده می‌شود؛ کلید و ثبت‌نام نمی‌خواهد.",
    points: [
      "پاسخ‌ها JSON است، روزها میلادی ISO 8601؛ null یعنی گفته نشده، نه صفر.",
      "شرط‌ها همان نام‌ها و مقدارهای نشانی‌های سایت است: هر نشانی فهرست را می‌توان اینجا هم به کار برد. چند مقدار یک فیلد با ویرگول؛ «-» یعنی گفته نشده.",
      "هر پاسخ ETag دارد؛ با If-None-Match اگر چیزی عوض نشده باشد 304 می‌آید.",
      "فهرست با next و cursor ادامه می‌یابد؛ آنچه در این میان افزوده شود چیزی را جابه‌جا نمی‌کند.",
      "خطاها کد ماندگار دارند و دو زبان؛ 503 یعنی کمی صبر کنید (Retry-After).",
      "پروانه داده CC\u00a0BY\u00a04.0؛ برای همه داده‌ها یک‌جا، پرونده‌های فهرست را بردارید.",
    ],
    machine: "شرح کامل برای برنامه‌ها (OpenAPI 3.1)",
    feeds: "خوراک هر مجموعه",
    feedsLead: "هر شرطی که فهرست می‌پذیرد، خوراک هم می‌پذیرد:",
    example: "نمونه",
    parameters: "پارامترها",
    parameter: "پارامتر",
    meaning: "معنا",
    fields: "فیلدهای یک حرکت",
    errors: "خطاها",
    code: "کد",
  },
  en: {
    title: "API: reading by program",
    lead: "Everything that is public here can be read by programs; no key and no account is needed.",
    points: [
      "Answers are JSON, days Gregorian ISO 8601; null means not told, never zero.",
      "Conditions have the names and values of the site's own addresses: whatever a list understands is understood here. Several values of a field stand with commas between them; “-” means not told.",
      "Each answer has an ETag; with If-None-Match it is 304 while nothing has changed.",
      "Lists go on by next and cursor; what is added meanwhile moves nothing.",
      "Errors have lasting codes and words in two languages; 503 means wait a little (Retry-After).",
      "The data's licence is CC\u00a0BY\u00a04.0; for all of it at once take the files of the list.",
    ],
    machine: "All of it for programs (OpenAPI 3.1)",
    feeds: "Feeds of any set",
    feedsLead: "Whatever condition a list takes, its feed takes too:",
    example: "Example",
    parameters: "Parameters",
    parameter: "Parameter",
    meaning: "Meaning",
    fields: "Fields of an action",
    errors: "Errors",
    code: "Code",
  },
} as const satisfies Readonly<Record<Lang, unknown>>

/** The API for people, made of the same list as its routes. */
export const ApiPage: FC<{ context: PageContext; sampleId: string | null }> = ({ context, sampleId }) => {
  const { lang } = context
  const words = WORDS[lang]
  const addressOf = (path: string, example: string) =>
    `/api/v1${path.replace("{id}", sampleId ?? "a0000000000")}${example === "" ? "" : `?${example}`}`
  return (
    <Layout
      context={context}
      title={words.title}
      current="api"
      alternates={[
        { rel: "service-desc", type: "application/json", href: "/api/v1/openapi.json" },
        { rel: "describedby", type: "application/ld+json", href: "/dataset.jsonld" },
      ]}
    >
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <div class="prose">
        <ul>
          {words.points.map((point) => (
            <li>{point}</li>
          ))}
        </ul>
      </div>
      <p>
        <a href="/api/v1/openapi.json">{words.machine}</a>
      </p>
      {ENDPOINTS.map(({ path, words: about, parameters, example }) => (
        <section>
          <h2>
            <code>GET /api/v1{path}</code>
          </h2>
          <p>{about[lang]}</p>
          <p>
            {words.example}:{" "}
            <a class="address" dir="ltr" href={addressOf(path, example)}>
              {addressOf(path, example)}
            </a>
          </p>
          {parameters.length > 0 && (
            <details>
              <summary>{words.parameters}</summary>
              <table class="values">
                <thead>
                  <tr>
                    <th scope="col">{words.parameter}</th>
                    <th scope="col">{words.meaning}</th>
                  </tr>
                </thead>
                <tbody>
                  {parameters.map((one) => (
                    <tr>
                      <th scope="row">
                        <CodeName name={one.name} />
                      </th>
                      <td>{one.words[lang]}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          )}
        </section>
      ))}
      <section>
        <h2>{words.fields}</h2>
        <details>
          <summary>{words.fields}</summary>
          <table class="values">
            <tbody>
              {Object.entries(JSON_FIELDS).map(([name, meaning]) => (
                <tr>
                  <th scope="row">
                    <CodeName name={name} />
                  </th>
                  <td>{meaning[lang]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </section>
      <section>
        <h2>{words.errors}</h2>
        <table class="values">
          <thead>
            <tr>
              <th scope="col">{words.code}</th>
              <th scope="col">{words.meaning}</th>
            </tr>
          </thead>
          <tbody>
            {ERROR_CODES.map((code) => (
              <tr>
                <th scope="row">
                  <CodeName name={code} />
                </th>
                <td>{apiError({ code, status: 400 }).error.message[lang]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section>
        <h2>{words.feeds}</h2>
        <p>{words.feedsLead}</p>
        <p class="ways">
          {["atom", "rss", "json"].map((format) => (
            <a dir="ltr" href={`/${lang}/feed.${format}?kind=actions`}>{`/${lang}/feed.${format}`}</a>
          ))}
        </p>
      </section>
    </Layout>
  )
}
