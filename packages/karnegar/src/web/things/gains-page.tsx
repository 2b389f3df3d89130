import type { FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { firstCalendar } from "../words/dates.ts"
import { formatPlain } from "../words/numbers.ts"
import { byYear } from "./across.ts"
import { acrossWords } from "./across-words.ts"
import { gainsOf } from "./figures.ts"
import { GainsTable } from "./gains-table.tsx"
import { gather } from "./gather.ts"
import { type ThingKind, thingAddress } from "./kinds.ts"
import { CiteSection, GainsSection } from "./parts.tsx"
import { thingWords } from "./words.ts"

/** What was won across the record, never without the number of actions whose outcome is known. */
export const GainsPage: FC<{ context: PageContext; catalogue: Catalogue }> = ({ context, catalogue }) => {
  const { lang } = context
  const words = acrossWords(lang)
  const { actions, things } = gather(catalogue)
  const rowsOf = (kind: ThingKind) =>
    [...things[kind].values()]
      .filter((thing) => thing.actions.length > 0)
      .map(({ id, name, actions }) => ({
        label: name[lang],
        href: thingAddress(lang, kind, id),
        gains: gainsOf(actions, kind === "demands" ? id : null),
      }))
      .sort((a, b) => b.gains.known - a.gains.known || b.gains.of - a.gains.of || (a.href < b.href ? -1 : 1))
  const years = [...byYear(actions, firstCalendar(lang))].map(([year, own]) => ({
    label: formatPlain(year, lang),
    gains: gainsOf(own),
  }))
  return (
    <Layout context={context} title={words.gains} current="subjects">
      <p class="kind">
        <a href={`/${lang}/subjects`}>{thingWords(lang).subjects}</a>
      </p>
      <h1>{words.gains}</h1>
      <p class="lead">{words.gainsLead}</p>
      {actions.length === 0 ? (
        <p class="note">{thingWords(lang).nothingOfKind}</p>
      ) : (
        <>
          <GainsSection actions={actions} lang={lang} listed />
          <h2>{words.byWorkforce}</h2>
          <GainsTable
            caption={words.byWorkforce}
            head={thingWords(lang).kinds.workforces.head}
            rows={rowsOf("workforces")}
            lang={lang}
          />
          <h2>{words.byDemand}</h2>
          <p class="soft">{words.demandNote}</p>
          <GainsTable
            caption={words.byDemand}
            head={thingWords(lang).kinds.demands.head}
            rows={rowsOf("demands")}
            lang={lang}
          />
          <h2>{words.byYear}</h2>
          <GainsTable caption={words.byYear} head={words.year} rows={years} lang={lang} />
        </>
      )}
      <CiteSection context={context} title={words.gains} address="/gains" />
    </Layout>
  )
}
