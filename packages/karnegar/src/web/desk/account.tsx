import { document } from "../pages/layout.tsx"
import { DeskLayout, Trouble } from "./layout.tsx"
import { PasskeyForm } from "./passkey-form.tsx"
import { passkeySite } from "./passkeys.ts"
import type { AnyDeskRoute, DeskVisit } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { signInWords } from "./words/sign-in.ts"

/** One's own account: the role, the ways in, another passkey. */
export function accountRoutes({ people, passkeys, page }: DeskTools): readonly AnyDeskRoute[] {
  const show = async ({ lang, signedIn, reached }: DeskVisit, told: "added" | "failed" | null) => {
    const words = signInWords[lang]
    const { account } = signedIn
    const site = passkeySite(reached)
    return document(
      <DeskLayout
        context={page(lang, "/desk/account")}
        title={words.account}
        signedIn={signedIn}
        current="account"
        scripts={["passkey.js"]}
      >
        {told === "failed" && <Trouble>{words.passkeyFailed}</Trouble>}
        {told === "added" && (
          <p class="note" role="status">
            {words.passkeyAdded}
          </p>
        )}
        <dl class="fields">
          <div>
            <dt>{words.handle}</dt>
            <dd>
              <bdi>{account.handle}</bdi>
            </dd>
          </div>
          <div>
            <dt>{words.role}</dt>
            <dd>{words.roles[account.role]}</dd>
          </div>
          <div>
            <dt>{words.ways}</dt>
            <dd>{account.ways.map((way) => words.way[way]).join(lang === "fa" ? "، " : ", ")}</dd>
          </div>
        </dl>
        <p class="soft">{words.passkeyHint}</p>
        {site !== null && (
          <PasskeyForm
            {...{ lang, signedIn, options: await passkeys.toMake(site, account), action: "/desk/account/passkey" }}
            make
            label={words.addPasskey}
          />
        )}
      </DeskLayout>,
    )
  }
  return [
    { method: "get", path: "/account", deed: "read", answer: async (c, visit) => c.html(await show(visit, null)) },
    {
      method: "post",
      path: "/account/passkey",
      deed: "read",
      proven: true,
      answer: async (c, visit) => {
        const site = passkeySite(visit.reached)
        const key = site === null ? null : await passkeys.made(site, visit.form.text("answer"))
        if (key === null) return c.html(await show(visit, "failed"), 400)
        await people.addPasskey(visit.signedIn.account.id, key)
        const signedIn = (await people.session(visit.token))!
        return c.html(await show({ ...visit, signedIn }, "added"))
      },
    },
  ]
}
