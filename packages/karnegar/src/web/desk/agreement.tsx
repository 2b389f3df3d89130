/** How far people who coded the same reports agree, and the figures and pairs as files. */
import type { Context } from "hono"
import { may } from "../../people/roles.ts"
import { AgreementTable } from "../agreement/agreement-table.tsx"
import { agreementIn, codedTwice } from "../agreement/figures.ts"
import { agreementCsv, agreementJson, pairsCsv } from "../agreement/files.ts"
import { type CodedTwice, unitsOf } from "../agreement/units.ts"
import { document } from "../pages/layout.tsx"
import { formatNumber } from "../words/numbers.ts"
import { DoubleWays } from "./double-pages.tsx"
import { DeskLayout } from "./layout.tsx"
import type { AnyDeskRoute, DeskRoute } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { doubleWords } from "./words/double.ts"

const FILES = ["agreement.json", "agreement.csv", "agreement-pairs.csv"]

/** Agreement at the desk. */
export function agreementRoutes({ record, page }: DeskTools): readonly AnyDeskRoute[] {
  const coded = async () => codedTwice(await record.listDoublings())
  const file = (path: string, type: string, make: (coded: readonly CodedTwice[]) => string): DeskRoute => ({
    method: "get",
    path,
    deed: "review",
    answer: async (c: Context) =>
      c.body(make(await coded()), 200, {
        "Content-Type": `${type}; charset=utf-8`,
        "Content-Disposition": `attachment; filename="${path.slice(1)}"`,
      }),
  })
  return [
    {
      method: "get",
      path: "/agreement",
      deed: "read",
      answer: async (c, { lang, signedIn }) => {
        const words = doubleWords[lang]
        const twice = await coded()
        return c.html(
          document(
            <DeskLayout
              context={page(lang, "/desk/agreement")}
              title={words.agreement}
              signedIn={signedIn}
              current="double"
            >
              <DoubleWays lang={lang} />
              <p>{words.agreementLead}</p>
              <p>{words.reportsTwice(formatNumber(twice.length, lang))}</p>
              <AgreementTable fields={agreementIn(unitsOf(twice))} lang={lang} />
              <ul>
                {words.rules.map((rule) => (
                  <li>{rule}</li>
                ))}
              </ul>
              {may(signedIn.account.role, "review") && (
                <p>
                  {words.files}{" "}
                  {FILES.map((name) => (
                    <>
                      <a href={`/${lang}/desk/${name}`} dir="ltr">
                        {name}
                      </a>{" "}
                    </>
                  ))}
                </p>
              )}
            </DeskLayout>,
          ),
        )
      },
    },
    file("/agreement.json", "application/json", (twice) => JSON.stringify(agreementJson(twice), null, 2)),
    file("/agreement.csv", "text/csv", agreementCsv),
    file("/agreement-pairs.csv", "text/csv", pairsCsv),
  ]
}
