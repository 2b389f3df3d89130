import { BY_ACTION } from "@karnegar/index"
import type { FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { Layout, type PageContext } from "../pages/layout.tsx"
import { figureWords } from "../words/counting.ts"
import { type Lang, wordsOf } from "../words/language.ts"
import { formatNumber } from "../words/numbers.ts"
import { provinceName } from "../words/provinces.ts"
import { gainsOf } from "./figures.ts"
import { GainsTable } from "./gains-table.tsx"
import { gather, type Thing } from "./gather.ts"
import { type ThingKind, thingAddress } from "./kinds.ts"
import { thingWords } from "./words.ts"

/** Rows shown at once; the rest opens on demand. */
const SHOWN_ROWS = 40

/** Every thing of a kind that something in the record belongs to, the most frequent first; places by their provinces. */
export const KindPage: FC<{ context: PageContext; catalogue: Catalogue; kind: ThingKind }> = ({
  context,
  catalogue,
  kind,
}) => {
  const { lang } = context
  const words = thingWords(lang)
  const { actions, things } = gather(catalogue)
  const all = [...things[kind].values()].sort(
    (a, b) => b.actions.length - a.actions.length || b.calls.length - a.calls.length || (a.id < b.id ? -1 : 1),
  )
  const { many, lead } = words.kinds[kind]
  return (
    <Layout context={context} title={many} current="subjects">
      <p class="kind">
        <a href={`/${lang}/subjects`}>{words.subjects}</a>
      </p>
      <h1>{many}</h1>
      <p class="lead">{lead}</p>
      {all.length === 0 ? (
        <p class="note">{words.nothingOfKind}</p>
      ) : (
        <p class="soft">{figureWords(BY_ACTION, actions, lang)}</p>
      )}
      {kind === "places" ? (
        <Provinces all={all} lang={lang} />
      ) : (
        <Rows caption={many} head={words.kinds[kind].head} all={all} lang={lang} />
      )}
      <p>
        <a class="more" href={`/${lang}/${kind}.json`}>
          {wordsOf(lang).machineForm}
        </a>
      </p>
    </Layout>
  )
}

const Provinces: FC<{ all: readonly Thing[]; lang: Lang }> = ({ all, lang }) => {
  const words = thingWords(lang)
  const provinces = all.filter((thing) => provinceName(thing.id, lang) !== null && /^p\d+$/.test(thing.id))
  const inside = (province: string) => all.filter((thing) => thing.id !== province && provinceOf(thing) === province)
  const elsewhere = all.filter((thing) => !provinces.includes(thing) && provinceOf(thing) === null)
  return (
    <>
      <Rows caption={words.byProvince} head={wordsOf(lang).province} all={provinces} lang={lang} />
      <h2>{words.towns}</h2>
      {provinces.map((province) => {
        const towns = inside(province.id)
        return (
          towns.length > 0 && (
            <details>
              <summary>
                {province.name[lang]} · {words.inProvince(formatNumber(towns.length, lang))}
              </summary>
              <Rows caption={province.name[lang]} head={words.kinds.places.head} all={towns} lang={lang} />
            </details>
          )
        )
      })}
      {elsewhere.length > 0 && (
        <Rows caption={words.towns} head={words.kinds.places.head} all={elsewhere} lang={lang} />
      )}
    </>
  )
}

/** The province that a place lies in, as its actions say; null for one abroad. */
function provinceOf(thing: Thing): string | null {
  const [action] = [...thing.actions, ...thing.calls]
  return action?.places.find((p) => p.placeId === thing.id)?.provinceId ?? null
}

const Rows: FC<{ caption: string; head: string; all: readonly Thing[]; lang: Lang }> = ({
  caption,
  head,
  all,
  lang,
}) => {
  if (all.length === 0) return null
  const rows = all.map(({ kind, id, name, actions }) => ({
    label: name[lang],
    href: thingAddress(lang, kind, id),
    gains: gainsOf(actions, kind === "demands" ? id : null),
  }))
  const rest = rows.slice(SHOWN_ROWS)
  return (
    <>
      <GainsTable caption={caption} head={head} rows={rows.slice(0, SHOWN_ROWS)} lang={lang} />
      {rest.length > 0 && (
        <details>
          <summary>{wordsOf(lang).moreRows(formatNumber(rest.length, lang))}</summary>
          <GainsTable caption={caption} head={head} rows={rest} lang={lang} />
        </details>
      )}
    </>
  )
}
