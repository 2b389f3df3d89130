import type { Context } from "hono"
import type { FC } from "hono/jsx"
import { BusyError } from "../../people/passphrase.ts"
import type { PeopleFault, SignedIn } from "../../people/people.ts"
import { document, type PageContext } from "../pages/layout.tsx"
import type { Lang } from "../words/language.ts"
import { Held, type HeldFields, heldOf, targetOf } from "./held.tsx"
import { DeskLayout, Field, Mark, Trouble } from "./layout.tsx"
import type { Reached } from "./origin.ts"
import { PasskeyForm } from "./passkey-form.tsx"
import { passkeySite } from "./passkeys.ts"
import type { AnyDeskRoute } from "./route.ts"
import { giveToken, takeToken } from "./session-cookie.ts"
import type { DeskTools } from "./tools.ts"
import { signInWords } from "./words/sign-in.ts"

/** Where somebody who has just signed in goes. */
const FIRST = "/desk/reports"

/** Signing in and out, joining by a code, proving again who it is. */
export function signInRoutes(tools: DeskTools): readonly AnyDeskRoute[] {
  const { people, passkeys, page } = tools
  /** To where somebody wanted to go, or to what they had typed. */
  const goOn = (c: Context, lang: Lang, to: string, held: HeldFields, signedIn: SignedIn) =>
    held.length === 0
      ? c.redirect(`/${lang}${to}`, 303)
      : c.html(document(<HeldPage {...{ context: page(lang, FIRST), signedIn, to, held }} />))
  return [
    {
      method: "get",
      path: "/",
      deed: null,
      answer: (c, { lang, signedIn }) => c.redirect(`/${lang}${signedIn === null ? "/desk/sign-in" : FIRST}`, 303),
    },
    {
      method: "get",
      path: "/sign-in",
      deed: null,
      answer: async (c, { lang, reached }) => {
        if (await people.isEmpty()) return c.redirect(`/${lang}/desk/join`, 303)
        const to = targetOf(c.req.query("to"), FIRST)
        return c.html(document(await signInPage(tools, { lang, reached, fault: null, to, held: [] })))
      },
    },
    {
      method: "post",
      path: "/sign-in",
      deed: null,
      answer: async (c, { lang, form, reached }) => {
        const [to, held] = [targetOf(form.text("to"), FIRST), heldOf(form)]
        const answer = await patiently(() =>
          people.signIn(form.text("handle"), form.text("passphrase"), form.text("code")),
        )
        if (typeof answer !== "string") {
          const fault = faultText(answer.fault, lang)
          return c.html(document(await signInPage(tools, { lang, reached, fault, to, held })), 401)
        }
        giveToken(c, reached, answer)
        return goOn(c, lang, to, held, (await people.session(answer))!)
      },
    },
    {
      method: "post",
      path: "/sign-in/passkey",
      deed: null,
      answer: async (c, { lang, form, reached }) => {
        const [to, held] = [targetOf(form.text("to"), FIRST), heldOf(form)]
        const site = passkeySite(reached)
        const key = site === null ? null : await passkeys.used(site, form.text("answer"))
        const token = key === null ? null : await people.signInByPasskey(key.id, key.counter)
        if (token === null) {
          const fault = signInWords[lang].passkeyFailed
          return c.html(document(await signInPage(tools, { lang, reached, fault, to, held })), 401)
        }
        giveToken(c, reached, token)
        return goOn(c, lang, to, held, (await people.session(token))!)
      },
    },
    {
      method: "post",
      path: "/sign-out",
      deed: "read",
      answer: async (c, { lang, token, reached }) => {
        await people.signOut(token)
        takeToken(c, reached)
        return c.redirect(`/${lang}/desk/sign-in`, 303)
      },
    },
    {
      method: "post",
      path: "/prove",
      deed: "read",
      answer: async (c, visit) => {
        const { lang, form, token, signedIn } = visit
        const [to, held] = [targetOf(form.text("to"), FIRST), heldOf(form)]
        const failed = await patiently(() => people.prove(token, form.text("passphrase"), form.text("code")))
        if (failed === null) return goOn(c, lang, to, held, signedIn)
        return c.html(
          document(await provePage(tools, { ...visit, fault: faultText(failed.fault, lang), to, held })),
          422,
        )
      },
    },
    {
      method: "post",
      path: "/prove/passkey",
      deed: "read",
      answer: async (c, visit) => {
        const { lang, form, token, signedIn, reached } = visit
        const [to, held] = [targetOf(form.text("to"), FIRST), heldOf(form)]
        const site = passkeySite(reached)
        const key = site === null ? null : await passkeys.used(site, form.text("answer"))
        if (key === null || key.account !== signedIn.account.id) {
          const fault = signInWords[lang].passkeyFailed
          return c.html(document(await provePage(tools, { ...visit, fault, to, held })), 422)
        }
        await people.usedPasskey(key.id, key.counter)
        await people.proven(token)
        return goOn(c, lang, to, held, signedIn)
      },
    },
    {
      method: "get",
      path: "/join",
      deed: null,
      answer: (c, { lang }) => c.html(document(<JoinPage context={page(lang, "/desk/join")} fault={null} code="" />)),
    },
    {
      method: "post",
      path: "/join",
      deed: null,
      answer: async (c, { lang, form }) => {
        const words = signInWords[lang]
        const context = page(lang, "/desk/join")
        const code = form.text("invitation")
        const invitation = await people.invitation(code)
        if (invitation === null)
          return c.html(document(<JoinPage context={context} fault={words.faults.code} code={code} />), 403)
        const handle = invitation.handle ?? form.text("handle")
        const secret = form.text("secret") === "" ? people.newSecret(handle).secret : form.text("secret")
        const again = (fault: string | null, status: 200 | 400) =>
          c.html(document(<NewKeysPage {...{ context, code, invitation, handle, secret, fault }} />), status)
        if (form.text("passphrase") === "") return again(null, 200)
        const given = { handle, passphrase: form.text("passphrase"), totp: { secret, code: form.text("code") } }
        const made = await patiently(() => people.join(code, given))
        if ("fault" in made) return again(faultText(made.fault, lang), 400)
        return c.html(
          document(
            <DeskLayout context={context} title={words.made} signedIn={null}>
              <p>{words.madeLead}</p>
              <p>
                <a class="more" href={`/${lang}/desk/sign-in`}>
                  {words.signIn}
                </a>
              </p>
            </DeskLayout>,
          ),
        )
      },
    },
  ]
}

/** Too many at once is told as a fault, not as a failure of the site. */
async function patiently<T>(work: () => Promise<T>): Promise<T | { readonly fault: PeopleFault }> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BusyError) return { fault: "busy" }
    throw error
  }
}

/** Why somebody was not let in, in words. */
export function faultText(fault: PeopleFault, lang: Lang): string {
  const words = signInWords[lang]
  if (typeof fault === "object") return words.wait(fault.waitSeconds)
  return fault === "wrong" || fault === "busy" ? words[fault] : words.faults[fault]
}

/** What the pages that ask for keys are made from. */
interface Asking {
  readonly lang: Lang
  readonly reached: Reached
  /** What went wrong, in words. */
  readonly fault: string | null
  /** Where to go then, below the language, and what was typed before. */
  readonly to: string
  readonly held: HeldFields
}

/** The page to sign in on. */
export async function signInPage({ page, passkeys }: DeskTools, { lang, reached, fault, to, held }: Asking) {
  const words = signInWords[lang]
  const site = passkeySite(reached)
  return (
    <DeskLayout context={page(lang, "/desk/sign-in")} title={words.signIn} signedIn={null} scripts={["passkey.js"]}>
      {fault === null ? <p class="soft">{words.signInLead}</p> : <Trouble>{fault}</Trouble>}
      {site !== null && (
        <PasskeyForm
          {...{ lang, to, held, options: await passkeys.toUse(site), action: "/desk/sign-in/passkey" }}
          label={words.passkey}
        />
      )}
      <form class="narrow" method="post" action={`/${lang}/desk/sign-in`}>
        <Held to={to} held={held} />
        <Field name="handle" label={words.handle} autocomplete="username" dir="auto" required />
        <Keys lang={lang} />
        <button type="submit">{words.enter}</button>
      </form>
      <p>
        <a class="more" href={`/${lang}/desk/join`}>
          {words.join}
        </a>
      </p>
    </DeskLayout>
  )
}

const Keys: FC<{ lang: Lang; fresh?: boolean }> = ({ lang, fresh = false }) => {
  const words = signInWords[lang]
  return (
    <>
      <Field
        name="passphrase"
        type="password"
        label={words.passphrase}
        dir="auto"
        autocomplete={fresh ? "new-password" : "current-password"}
        required
        {...(fresh ? { hint: words.passphraseHint } : {})}
      />
      <Field
        name="code"
        label={words.code}
        hint={words.codeHint}
        dir="ltr"
        inputmode="numeric"
        autocomplete="one-time-code"
        required
      />
    </>
  )
}

/** The page that asks for a new proof of who it is. */
export async function provePage(
  { page, passkeys }: DeskTools,
  { lang, reached, fault, to, held, signedIn }: Asking & { readonly signedIn: SignedIn },
) {
  const words = signInWords[lang]
  const site = signedIn.account.ways.includes("passkey") ? passkeySite(reached) : null
  return (
    <DeskLayout context={page(lang, FIRST)} title={words.proof} signedIn={signedIn} scripts={["passkey.js"]}>
      {fault === null ? <p>{words.proofLead}</p> : <Trouble>{fault}</Trouble>}
      {site !== null && (
        <PasskeyForm
          {...{ lang, signedIn, to, held, options: await passkeys.toUse(site), action: "/desk/prove/passkey" }}
          label={words.passkey}
        />
      )}
      <form class="narrow" method="post" action={`/${lang}/desk/prove`}>
        <Mark signedIn={signedIn} />
        <Held to={to} held={held} />
        <Keys lang={lang} />
        <button type="submit">{words.prove}</button>
      </form>
    </DeskLayout>
  )
}

/** What was typed before, to be looked at and sent. */
const HeldPage: FC<{ context: PageContext; signedIn: SignedIn; to: string; held: HeldFields }> = ({
  context,
  signedIn,
  to,
  held,
}) => {
  const { lang } = context
  const words = signInWords[lang]
  return (
    <DeskLayout context={context} title={words.held} signedIn={signedIn}>
      <p>{words.heldLead}</p>
      <div class="scroll">
        <table class="values">
          <thead>
            <tr>
              <th scope="col">{words.field}</th>
              <th scope="col">{words.value}</th>
            </tr>
          </thead>
          <tbody>
            {held.map(([name, value]) => (
              <tr>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td dir="auto">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <form method="post" action={`/${lang}${to}`}>
        <Mark signedIn={signedIn} />
        {held.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <button type="submit" class="own">
          {words.send}
        </button>
      </form>
    </DeskLayout>
  )
}

const JoinPage: FC<{ context: PageContext; fault: string | null; code: string }> = ({ context, fault, code }) => {
  const words = signInWords[context.lang]
  return (
    <DeskLayout context={context} title={words.join} signedIn={null}>
      {fault === null ? <p>{words.joinLead}</p> : <Trouble>{fault}</Trouble>}
      <form class="narrow" method="post" action={`/${context.lang}/desk/join`}>
        <Field name="invitation" label={words.joinCode} value={code} dir="ltr" autocomplete="off" required />
        <button type="submit">{words.next}</button>
      </form>
    </DeskLayout>
  )
}

const NewKeysPage: FC<{
  context: PageContext
  code: string
  invitation: { readonly role: keyof (typeof signInWords)["fa"]["roles"]; readonly handle: string | null }
  handle: string
  secret: string
  fault: string | null
}> = ({ context, code, invitation, handle, secret, fault }) => {
  const words = signInWords[context.lang]
  const fresh = invitation.handle === null
  return (
    <DeskLayout context={context} title={words.join} signedIn={null}>
      <p>{fresh ? words.joinAs(words.roles[invitation.role]) : words.joinAgain(handle)}</p>
      {fault !== null && <Trouble>{fault}</Trouble>}
      <form class="narrow" method="post" action={`/${context.lang}/desk/join`}>
        <input type="hidden" name="invitation" value={code} />
        <input type="hidden" name="secret" value={secret} />
        {fresh && (
          <Field
            name="handle"
            label={words.handle}
            hint={words.handleHint}
            value={handle}
            dir="auto"
            autocomplete="username"
            required
          />
        )}
        <p>{words.totpLead}</p>
        <p class="field">
          <span class="soft">{words.totpSecret}</span>
          <code class="secret">{secret.match(/.{4}/g)!.join(" ")}</code>
        </p>
        <Keys lang={context.lang} fresh />
        <button type="submit">{words.make}</button>
      </form>
    </DeskLayout>
  )
}
