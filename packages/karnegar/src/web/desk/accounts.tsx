/** The accounts of one action: what each tells otherwise, parting them, and taking joins back. */
import type { Context } from "hono"
import type { FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { may } from "../../people/roles.ts"
import type { Account } from "../../record/accounts.ts"
import { RecordError, recordErrorText } from "../../record/errors.ts"
import type { HistoryItem, ReviewedAction } from "../../record/review.ts"
import { document, type PageContext } from "../pages/layout.tsx"
import { NotFound } from "../pages/problem-pages.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { reviewOrNull } from "./asked.ts"
import { DeskLayout, Mark, Trouble } from "./layout.tsx"
import { doneIn } from "./merge.tsx"
import { briefOf, Done, type JustDone, Side } from "./merge-page.tsx"
import { DeskNames } from "./names.ts"
import type { AnyDeskRoute, DeskVisit } from "./route.ts"
import { sideBySide } from "./side-by-side.ts"
import type { DeskTools } from "./tools.ts"
import { mergeWords } from "./words/merge.ts"
import { reviewWords } from "./words/review.ts"

/** What an action is made of, and parting it. */
export function partingRoutes(tools: DeskTools): readonly AnyDeskRoute[] {
  const { record } = tools
  return [
    { method: "get", path: "/actions/:id/accounts", deed: "read", answer: (c, visit) => show(tools, c, visit, null) },
    {
      method: "post",
      path: "/actions/:id/split",
      deed: "review",
      answer: async (c, visit) => {
        const { lang, form } = visit
        const action = await reviewOrNull(tools, c.req.param("id")!)
        if (action === null) return show(tools, c, visit, null)
        const all = await record.observationsOf(action.id)
        const parted = [...new Set(form.all("part"))].filter((id) => all.includes(id))
        if (parted.length === 0 || parted.length === all.length)
          return show(tools, c, visit, mergeWords[lang].partNone, 422)
        try {
          const ask = { ...visit.ask, expect: Number(form.text("version")) }
          const { decision } = await record.splitAction(
            action.id,
            [all.filter((id) => !parted.includes(id)), parted],
            ask,
          )
          return c.redirect(`/${lang}/desk/actions/${action.id}/accounts?done=${decision}&of=${action.id}`, 303)
        } catch (error) {
          if (!(error instanceof RecordError)) throw error
          return show(tools, c, visit, recordErrorText(error, lang), 409)
        }
      },
    },
  ]
}

async function show(
  tools: DeskTools,
  c: Context,
  { lang, signedIn }: DeskVisit,
  trouble: string | null,
  status: 200 | 409 | 422 = 200,
): Promise<Response> {
  const { record, page } = tools
  const action = await reviewOrNull(tools, c.req.param("id")!)
  if (action === null) return c.html(document(<NotFound context={page(lang, "/desk/queue")} />), 404)
  const history = await record.history(action.id)
  const view = (
    <AccountsPage
      context={page(lang, `/desk/actions/${action.id}/accounts`)}
      accounts={await record.accounts(action.id)}
      joins={history.filter((item) => item.what === "action.joined" && item.stands)}
      names={new DeskNames(await record.registers(), lang)}
      done={doneIn(c)}
      {...{ signedIn, action, trouble }}
    />
  )
  return c.html(document(view), status)
}

const AccountsPage: FC<{
  context: PageContext
  signedIn: SignedIn
  action: ReviewedAction
  accounts: readonly Account[]
  joins: readonly HistoryItem[]
  names: DeskNames
  done: JustDone | null
  trouble: string | null
}> = ({ context, signedIn, action, accounts, joins, names, done, trouble }) => {
  const { lang } = context
  const words = mergeWords[lang]
  const mayPart = may(signedIn.account.role, "review") && accounts.length > 1
  return (
    <DeskLayout context={context} title={words.accounts} signedIn={signedIn} current="merge" scripts={["desk.js"]}>
      {trouble !== null && <Trouble>{trouble}</Trouble>}
      <Done done={done} signedIn={signedIn} lang={lang} to="accounts" />
      <p class="lead">
        <bdi>{briefOf(action, lang, names)}</bdi>
      </p>
      <p class="when">
        <span class="call">{reviewWords[lang].states[action.state]}</span>
        <span class="hash">{action.id}</span>
        <a href={`/${lang}/desk/actions/${action.id}`}>{reviewWords[lang].history}</a>
      </p>
      <p>{accounts.length > 1 ? words.accountsLead : words.single}</p>
      <form class="action" method="post" action={`/${lang}/desk/actions/${action.id}/split`}>
        <Mark signedIn={signedIn} />
        <input type="hidden" name="version" value={String(action.version)} />
        <ol class="acts">
          {accounts.map((account) => (
            <OneAccount {...{ account, action, names, mayPart, lang }} />
          ))}
        </ol>
        {mayPart && (
          <div class="verdict">
            <p class="soft">{words.partHint}</p>
            <button type="submit" class="own" accesskey="a" data-key="a">
              {words.part}
            </button>
          </div>
        )}
      </form>
      {joins.length > 0 && (
        <>
          <h2>{words.joined}</h2>
          <ol class="acts">
            {joins.map((item) => (
              <li>
                <form class="row" method="post" action={`/${lang}/desk/actions/${action.id}/undo`}>
                  <Mark signedIn={signedIn} />
                  <input type="hidden" name="decision" value={String(item.decision)} />
                  <input type="hidden" name="to" value="accounts" />
                  <time datetime={item.at}>{formatDay(item.at.slice(0, 10), lang, firstCalendar(lang))}</time>
                  {mayPart && (
                    <button type="submit" class="quiet">
                      {words.unmerge}
                    </button>
                  )}
                </form>
              </li>
            ))}
          </ol>
        </>
      )}
    </DeskLayout>
  )
}

const OneAccount: FC<{
  account: Account
  action: ReviewedAction
  names: DeskNames
  mayPart: boolean
  lang: "fa" | "en"
}> = ({ account, action, names, mayPart, lang }) => {
  const words = mergeWords[lang]
  const name = (
    <>
      <bdi>{account.source ?? words.noSource}</bdi>{" "}
      {account.published !== null && (
        <time datetime={account.published}>{formatDay(account.published, lang, firstCalendar(lang))}</time>
      )}
    </>
  )
  const differing = sideBySide(account.fields, action.fields, lang, names).filter((row) => row.differs)
  return (
    <li>
      {mayPart ? (
        <label class="kept">
          <input type="checkbox" name="part" value={account.id} /> {name}
        </label>
      ) : (
        <p>{name}</p>
      )}
      <p class="when">
        {account.reportId === null ? (
          <span class="soft">{words.imported}</span>
        ) : (
          <a href={`/${lang}/desk/review/${account.reportId}`}>{reviewWords[lang].review}</a>
        )}
        {account.silent && <span class="call">{words.silent}</span>}
      </p>
      {differing.length > 0 && (
        <dl class="changes">
          <dt class="soft">{words.differing}</dt>
          {differing.map((row) => (
            <div>
              <dt>{reviewWords[lang].fields[row.name]}</dt>
              <dd>
                <Side values={row.one} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}
