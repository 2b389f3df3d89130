import { CODEBOOK_VERSION } from "@karnegar/coder"
import type { FC } from "hono/jsx"
import type { EvidenceStatus } from "../../record/types.ts"
import { AgreementTable } from "../agreement/agreement-table.tsx"
import { LEAST_PUBLIC } from "../agreement/figures.ts"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { codesOf } from "../words/code-words.ts"
import type { Lang } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { acrossWords } from "./across-words.ts"
import type { CodebookEntry } from "./codebook.ts"
import { methodWords } from "./method-words.ts"
import { thingWords } from "./words.ts"

/** How records are made, what they rest on, how they are corrected, what they are not; and the whole codebook. */
export const MethodPage: FC<{
  context: PageContext
  codebook: readonly CodebookEntry[]
  agreement: Catalogue["agreement"]
}> = ({ context, codebook, agreement }) => {
  const { lang } = context
  const words = methodWords(lang)
  const title = acrossWords(lang).method
  const kinds = [...new Set(codebook.map((entry) => entry.kind))].map(
    (kind) => [kind, codebook.filter((entry) => entry.kind === kind)] as const,
  )
  const parts = [
    ["made", words.made],
    ["evidence", words.evidence],
    ["corrections", words.corrections],
    ["agreement", words.agreement],
    ["counting", words.counting],
    ["limits", words.limits],
    ["coarse", words.coarse],
    ["not-covered", words.notCovered],
    ["licences", words.licences],
    ["codebook", words.codebook],
  ] as const
  return (
    <Layout context={context} title={title} current="about">
      <p class="kind">
        <a href={`/${lang}/subjects`}>{thingWords(lang).subjects}</a>
      </p>
      <h1>{title}</h1>
      <nav aria-label={words.contents} class="ways">
        {parts.map(([id, name]) => (
          <a href={`#${id}`}>{name}</a>
        ))}
      </nav>
      <div class="prose">
        <h2 id="made">{words.made}</h2>
        {words.madeText.map((text) => (
          <p>{text}</p>
        ))}
        <h2 id="evidence">{words.evidence}</h2>
        <p>{words.evidenceLead}</p>
        <Evidence lang={lang} />
        <h2 id="corrections">{words.corrections}</h2>
        {words.correctionsText.map((text) => (
          <p>{text}</p>
        ))}
        <h2 id="agreement">{words.agreement}</h2>
        <p>{words.agreementText}</p>
        {agreement.length === 0 ? (
          <p>{words.agreementNone(formatNumber(LEAST_PUBLIC, lang))}</p>
        ) : (
          <AgreementTable fields={agreement} lang={lang} />
        )}
        <h2 id="counting">{words.counting}</h2>
        <p>
          {words.countingText} <a href={`/${lang}/about#counting`}>{words.countingLink}</a>
        </p>
        <h2 id="limits">{words.limits}</h2>
        <Bullets of={words.limitsText} />
        <h2 id="coarse">{words.coarse}</h2>
        <p>{words.coarseText}</p>
        <h2 id="not-covered">{words.notCovered}</h2>
        <Bullets of={words.notCoveredText} />
        <h2 id="licences">{words.licences}</h2>
        <p>
          {words.licencesText} <a href={`/${lang}/about`}>{words.licencesLink}</a>
        </p>
      </div>
      <h2 id="codebook">{words.codebook}</h2>
      <p>{words.codebookLead(formatNumber(codebook.length, lang), formatNumber(CODEBOOK_VERSION, lang))}</p>
      {kinds.map(([kind, entries]) => (
        <details id={kind}>
          <summary>
            {words.kinds[kind] ?? kind} · {formatNumber(entries.length, lang)}
          </summary>
          <Codes kind={words.kinds[kind] ?? kind} entries={entries} lang={lang} />
        </details>
      ))}
    </Layout>
  )
}

const Bullets: FC<{ of: readonly string[] }> = ({ of }) => (
  <ul>
    {of.map((text) => (
      <li>{text}</li>
    ))}
  </ul>
)

const Evidence: FC<{ lang: Lang }> = ({ lang }) => {
  const words = methodWords(lang)
  return (
    <dl class="fields">
      {codesOf("evidence").map((entry) => (
        <div>
          <dt>{entry[lang]}</dt>
          <dd>{words.evidenceText[entry.code as EvidenceStatus]}</dd>
        </div>
      ))}
    </dl>
  )
}

const Codes: FC<{ kind: string; entries: readonly CodebookEntry[]; lang: Lang }> = ({ kind, entries, lang }) => {
  const words = methodWords(lang)
  return (
    <table class="codes">
      <caption class="hidden">{kind}</caption>
      <thead>
        <tr>
          <th scope="col">{words.code}</th>
          <th scope="col">{words.meaning}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ code, label, definition, example }) => (
          <tr>
            <th scope="row">
              {label[lang]}
              <br />
              <code dir="ltr">{code}</code>
            </th>
            <td>
              {definition[lang]}
              {lang === "fa" && example !== "" && (
                <p class="soft">
                  {words.example}: «{example}»
                </p>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
