import type { FC } from "hono/jsx"
import type { Account, SignedIn } from "../../people/people.ts"
import { isRole, ROLES, type Role } from "../../people/roles.ts"
import { document, type PageContext } from "../pages/layout.tsx"
import { DeskLayout, Mark, Trouble } from "./layout.tsx"
import type { DeskRoute, DeskVisit } from "./route.ts"
import { faultText } from "./sign-in.tsx"
import type { DeskTools } from "./tools.ts"
import { signInWords } from "./words/sign-in.ts"

/** Who works here: invite, change roles, give new keys, remove. */
export function peopleRoutes({ people, page }: DeskTools): readonly DeskRoute[] {
  const show = async ({ lang, signedIn }: DeskVisit, told: { fault?: string; code?: string } = {}) =>
    document(
      <PeoplePage {...{ context: page(lang, "/desk/people"), signedIn, accounts: await people.list(), ...told }} />,
    )
  const administer = { method: "post", deed: "administer", proven: true } as const
  return [
    {
      method: "get",
      path: "/people",
      deed: "administer",
      answer: async (c, visit) => c.html(await show(visit)),
    },
    {
      ...administer,
      path: "/people/invite",
      answer: async (c, visit) => {
        const role = visit.form.text("role")
        return c.html(await show(visit, { code: await people.invite(isRole(role) ? role : "reader") }))
      },
    },
    {
      ...administer,
      path: "/people/:id/role",
      answer: async (c, visit) => {
        const role = visit.form.text("role")
        const failed = isRole(role) ? await people.setRole(c.req.param("id")!, role) : null
        if (failed !== null) return c.html(await show(visit, { fault: faultText(failed.fault, visit.lang) }), 409)
        return c.redirect(`/${visit.lang}/desk/people`, 303)
      },
    },
    {
      ...administer,
      path: "/people/:id/keys",
      answer: async (c, visit) => {
        const account = (await people.list()).find(({ id }) => id === c.req.param("id"))
        if (account === undefined) return c.html(await show(visit), 404)
        return c.html(await show(visit, { code: await people.invite(account.role, account.id) }))
      },
    },
    {
      ...administer,
      path: "/people/:id/remove",
      answer: async (c, visit) => {
        const failed = await people.remove(c.req.param("id")!)
        if (failed !== null) return c.html(await show(visit, { fault: faultText(failed.fault, visit.lang) }), 409)
        return c.redirect(`/${visit.lang}/desk/people`, 303)
      },
    },
  ]
}

const PeoplePage: FC<{
  context: PageContext
  signedIn: SignedIn
  accounts: readonly Account[]
  fault?: string
  code?: string
}> = ({ context, signedIn, accounts, fault, code }) => {
  const { lang } = context
  const words = signInWords[lang]
  return (
    <DeskLayout context={context} title={words.people} signedIn={signedIn} current="people">
      {fault !== undefined && <Trouble>{fault}</Trouble>}
      {code !== undefined && (
        <p class="note" role="status">
          {words.invited}: <code class="secret">{code}</code>
        </p>
      )}
      <div class="scroll">
        <table class="values people">
          <thead>
            <tr>
              <th scope="col">{words.handle}</th>
              <th scope="col">{words.role}</th>
              <th scope="col">{words.ways}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <tr>
                <th scope="row">
                  <bdi>{account.handle}</bdi>
                  {account.id === signedIn.account.id && <span class="soft"> ({words.you})</span>}
                </th>
                <td>
                  <form class="row" method="post" action={`/${lang}/desk/people/${account.id}/role`}>
                    <Mark signedIn={signedIn} />
                    <RoleChoice lang={lang} chosen={account.role} label={words.role} />
                    <button type="submit" class="quiet">
                      {words.change}
                    </button>
                  </form>
                </td>
                <td>{account.ways.map((way) => words.way[way]).join(lang === "fa" ? "، " : ", ")}</td>
                <td class="row">
                  <form method="post" action={`/${lang}/desk/people/${account.id}/keys`}>
                    <Mark signedIn={signedIn} />
                    <button type="submit" class="quiet">
                      {words.reset}
                    </button>
                  </form>
                  <form method="post" action={`/${lang}/desk/people/${account.id}/remove`}>
                    <Mark signedIn={signedIn} />
                    <button type="submit" class="quiet">
                      {words.remove}
                    </button>
                  </form>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="soft">{words.removeHint}</p>
      <h2>{words.invite}</h2>
      <p>{words.inviteLead}</p>
      <form class="narrow row" method="post" action={`/${lang}/desk/people/invite`}>
        <Mark signedIn={signedIn} />
        <RoleChoice lang={lang} chosen="coder" label={words.role} />
        <button type="submit" class="own">
          {words.invite}
        </button>
      </form>
    </DeskLayout>
  )
}

const RoleChoice: FC<{ lang: "fa" | "en"; chosen: Role; label: string }> = ({ lang, chosen, label }) => (
  <select name="role" aria-label={label}>
    {ROLES.map((role) => (
      <option value={role} selected={role === chosen}>
        {signInWords[lang].roles[role]}
      </option>
    ))}
  </select>
)
