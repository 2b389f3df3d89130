import { BANDS, FIELDS, type Field, NOT_TOLD } from "@karnegar/index"
import type { FC } from "hono/jsx"
import type { PageContext } from "../pages/layout.tsx"
import { addressWith, listAddress, type Query } from "../query.ts"
import { codesOf } from "../words/code-words.ts"
import { fieldList, fieldWord, type Names, valueWord } from "../words/counting.ts"
import { type Lang, wordsOf } from "../words/language.ts"
import { provinces } from "../words/provinces.ts"
import { meaningOf } from "./describe.ts"
import { exploreWords, SHORT_FORM, WHOLE_FORM } from "./words.ts"

type Options = readonly (readonly [value: string, label: string])[]

/**
 * Conditions, counting rule and search as a form that needs no scripts: what it asks stands in the address. The whole form has every
 * field with a list of values, the short one those that are asked for most.
 */
export const FilterForm: FC<{ context: PageContext; query: Query; names: Names; whole?: true }> = ({
  context,
  query,
  names,
  whole,
}) => {
  const { lang } = context
  const { given } = query
  const words = wordsOf(lang)
  const own = exploreWords(lang)
  const shown = new Set<string>(whole ? Object.values(WHOLE_FORM).flat() : [...SHORT_FORM.first, ...SHORT_FORM.more])
  // What facets and links have chosen stays chosen when the form is sent.
  const kept = [...FIELDS.filter((field) => !shown.has(field)), "step", "calendar"].filter((name) => name in given)
  const rules = Object.entries(own.rules)
  const kinds: Options = [
    ["actions", words.kindActions],
    ["calls", words.kindCalls],
  ]
  const reviews: Options = [
    ["checked", words.reviewChecked],
    ["all", words.reviewAll],
  ]
  const field = (name: Field) => (
    <Choice
      name={name}
      label={fieldWord(name, lang)}
      empty={words.all}
      options={optionsOf(name, given[name], names, lang)}
      chosen={given[name]}
    />
  )
  const review = (
    <Choice name="review" label={words.review} empty={words.reviewUsual} options={reviews} chosen={given.review} long />
  )
  return (
    <form class="filter" action={`/${lang}/actions`} method="get" aria-label={words.conditions}>
      <div class="wide">
        <label for="q">{words.searchLabel}</label>
        <input id="q" type="search" name="q" value={given.q ?? ""} maxlength={100} dir="auto" />
      </div>
      <Choice
        name="kind"
        label={words.kind}
        empty={words.all}
        options={kinds}
        chosen={given.kind}
        long={whole === true}
      />
      {!whole && SHORT_FORM.first.map(field)}
      {(["from", "to"] as const).map((name) => (
        <div>
          <label for={name}>{words[name]}</label>
          <input id={name} name={name} value={given[name] ?? ""} maxlength={20} aria-describedby="dayhint" dir="ltr" />
        </div>
      ))}
      <Choice
        name="count"
        label={own.count}
        empty={own.rules.action}
        options={rules.filter(([rule]) => rule !== "action")}
        chosen={given.count?.split(":")[0]}
        long
      />
      {whole ? (
        Object.entries(WHOLE_FORM).map(([group, fields]) => (
          <fieldset>
            <legend>{own.groups[group as keyof typeof WHOLE_FORM]}</legend>
            {fields.map(field)}
            {group === "record" && review}
          </fieldset>
        ))
      ) : (
        <details open={SHORT_FORM.more.some((name) => name in given) || "review" in given}>
          <summary>{own.more}</summary>
          <fieldset>
            {SHORT_FORM.more.map(field)}
            {review}
          </fieldset>
          <a class="more" href={addressWith(`/${lang}/conditions`, given)}>
            {own.allConditions}
          </a>
        </details>
      )}
      {kept.map((name) => (
        <input type="hidden" name={name} value={given[name]} />
      ))}
      <div>
        <button type="submit">{words.show}</button>
      </div>
      <p class="wide soft" id="dayhint">
        {words.dayHint}
        {Object.keys(given).length > 0 && (
          <>
            {" · "}
            <a href={listAddress(lang, {})}>{words.clear}</a>
          </>
        )}
      </p>
    </form>
  )
}

/** One condition of a form, as a list to choose from. */
export const Choice: FC<{
  name: string
  label: string
  empty: string
  options: Options
  chosen: string | undefined
  /** Its options are sentences: on a phone it has a line of its own. */
  long?: boolean
}> = ({ name, label, empty, options, chosen, long }) => (
  <div class={long ? "long" : undefined}>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      <option value="">{empty}</option>
      {options.map(([value, text]) => (
        <option value={value} selected={chosen === value}>
          {text}
        </option>
      ))}
    </select>
  </div>
)

/** What a field may be chosen to be; several values that came by the address stand as one choice. */
function optionsOf(field: Field, given: string | undefined, names: Names, lang: Lang): Options {
  const list = fieldList(field)
  const values: Options =
    field === "province"
      ? provinces(lang)
      : list !== null
        ? codesOf(list)
            // Nothing that is retracted stands in a list.
            .filter(({ code }) => code !== "retracted")
            .map((one) => [one.code, one[lang]])
        : field === "participants"
          ? BANDS.map((band) => [band, valueWord(field, band, names, lang)])
          : []
  const several: Options =
    given?.includes(",") === true
      ? [
          [
            given,
            given
              .split(",")
              .map((value) => meaningOf(field, value, names, lang))
              .join(" + "),
          ],
        ]
      : []
  return [...several, ...values, [NOT_TOLD, exploreWords(lang).notTold]]
}
