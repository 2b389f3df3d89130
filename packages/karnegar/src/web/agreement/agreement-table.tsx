import type { FC } from "hono/jsx"
import { doubleWords } from "../desk/words/double.ts"
import { reviewWords } from "../desk/words/review.ts"
import type { Lang } from "../words/language.ts"
import { formatDecimal, formatNumber } from "../words/numbers.ts"
import { type FieldAgreement, LEAST_UNITS } from "./figures.ts"
import type { AgreedField } from "./units.ts"

/** Agreement field by field; where it rests on too little, that is said instead of a figure. */
export const AgreementTable: FC<{ fields: readonly FieldAgreement[]; lang: Lang }> = ({ fields, lang }) => {
  const words = doubleWords[lang]
  const hundredths = (n: number) => formatDecimal(n, lang, 2)
  return (
    <section class="scroll" tabindex={0} aria-label={words.agreement}>
      <table class="values">
        <caption class="hidden">{words.agreement}</caption>
        <thead>
          <tr>
            {[words.field, words.alpha, words.interval, words.units, words.pairs, words.single, words.scale].map(
              (name) => (
                <th scope="col">{name}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {fields.map((one) => {
            const why = whyNone(one, lang)
            return (
              <tr>
                <th scope="row">{fieldWord(one.field, lang)}</th>
                {why === null ? (
                  <>
                    <td>{hundredths(one.alpha!)}</td>
                    <td>
                      {one.interval === null
                        ? "—"
                        : `${hundredths(one.interval.low)} ${lang === "fa" ? "تا" : "to"} ${hundredths(one.interval.high)}`}
                    </td>
                  </>
                ) : (
                  <td colspan={2} class="soft">
                    {why}
                  </td>
                )}
                {[one.units, one.pairs, one.single].map((n) => (
                  <td>{formatNumber(n, lang)}</td>
                ))}
                <td>{words.scales[one.scale]}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function whyNone({ units, alpha }: FieldAgreement, lang: Lang): string | null {
  const words = doubleWords[lang]
  if (units < LEAST_UNITS) return words.tooFew(formatNumber(LEAST_UNITS, lang))
  return alpha === null ? words.same : null
}

/** A field by the name that the review page gives it. */
function fieldWord(field: AgreedField, lang: Lang): string {
  const words = doubleWords[lang]
  if (field === "action") return words.isAction
  if (field === "kind") return words.kind
  return field === "precision" ? reviewWords[lang].dayFields.precision : reviewWords[lang].fields[field]
}
