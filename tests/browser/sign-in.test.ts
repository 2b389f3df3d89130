import type { BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { codeOf, PASSPHRASE } from "../support/desk-people.ts"
import { leave, type ServedForBrowser, serveForBrowser } from "./served-site.ts"

let served: ServedForBrowser
beforeAll(async () => {
  served = await serveForBrowser()
})
afterAll(() => served?.close())

async function open<T>(options: BrowserContextOptions, visit: (page: Page) => Promise<T>): Promise<T> {
  const context = await served.browser.newContext({ baseURL: served.origin, javaScriptEnabled: false, ...options })
  try {
    return await visit(await context.newPage())
  } finally {
    await leave(context)
  }
}

const WORDS = {
  fa: {
    next: "بعدی",
    make: "حساب را بساز",
    signIn: "ورود",
    enter: "وارد شو",
    out: "خروج",
    reports: "گزارش‌ها",
    wrong: "درست نیست",
  },
  en: {
    next: "Next",
    make: "Make the account",
    signIn: "Sign in",
    enter: "Sign in",
    out: "Sign out",
    reports: "Reports",
    wrong: "not right",
  },
}

describe("signing in without scripts, on a phone", () => {
  for (const lang of ["fa", "en"] as const) {
    test(`makes an account of a code, signs in, out, and is let in no more, in ${lang}`, async () => {
      const words = WORDS[lang]
      const invitation = await served.people.invite("reviewer")
      await open({ viewport: { width: 360, height: 740 } }, async (page) => {
        await page.goto(`/${lang}/desk/reports`)
        expect(new URL(page.url()).pathname).toBe(`/${lang}/desk/sign-in`)
        await page.goto(`/${lang}/desk/join`)
        await page.fill("#invitation", invitation)
        await page.getByRole("button", { name: words.next }).click()
        const secret = (await page.locator("code.secret").textContent())!.replaceAll(" ", "")
        const code = () => {
          served.clock.pass(30_000)
          return codeOf(secret, served.clock.now())
        }
        await page.fill("#handle", `سرو-${lang}`)
        await page.fill("#passphrase", PASSPHRASE)
        await page.fill("#code", code())
        await page.getByRole("button", { name: words.make }).click()
        await page.getByRole("link", { name: words.signIn }).click()
        await page.fill("#handle", `سرو-${lang}`)
        await page.fill("#passphrase", "نادرست")
        await page.fill("#code", code())
        await page.getByRole("button", { name: words.enter }).click()
        expect(await page.getByRole("alert").textContent()).toContain(words.wrong)
        await page.fill("#handle", `سرو-${lang}`)
        await page.fill("#passphrase", PASSPHRASE)
        await page.fill("#code", code())
        await page.getByRole("button", { name: words.enter }).click()
        expect(await page.locator("h1").textContent()).toBe(words.reports)
        await page.getByRole("button", { name: words.out }).click()
        expect(new URL(page.url()).pathname).toBe(`/${lang}/desk/sign-in`)
        await page.goto(`/${lang}/desk/reports`)
        expect(new URL(page.url()).pathname).toBe(`/${lang}/desk/sign-in`)
      })
    })
  }
})

describe("passkeys", () => {
  test("are made by somebody who signed in, and let them in and prove who it is", async () => {
    const origin = served.origin.replace("127.0.0.1", "localhost")
    const token = await served.administrator.signIn()
    await open({ baseURL: origin, javaScriptEnabled: true }, async (page) => {
      const session = await page.context().newCDPSession(page)
      await session.send("WebAuthn.enable")
      await session.send("WebAuthn.addVirtualAuthenticator", {
        options: {
          protocol: "ctap2",
          transport: "internal",
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      })
      await page.context().addCookies([{ name: "karnegar", value: token, url: origin }])
      await page.goto("/en/desk/account")
      await page.getByRole("button", { name: "Add a passkey" }).click()
      expect(await page.getByRole("status").textContent()).toContain("was added")
      await page.getByRole("button", { name: "Sign out" }).click()
      await page.getByRole("button", { name: "Sign in with a passkey" }).click()
      await page.waitForURL("**/en/desk/reports")
      served.clock.pass(16 * 60_000)
      await page.goto("/en/desk/people")
      await page.getByRole("button", { name: "Invite" }).click()
      await page.getByRole("heading", { name: "Show once more that it is you" }).waitFor()
      await page.getByRole("button", { name: "Sign in with a passkey" }).click()
      // What was asked before the proof waits to be sent.
      await page.getByRole("button", { name: "Send" }).click()
      expect(await page.getByRole("status").textContent()).toMatch(/Invitation code: (\w{6}-){3}\w{6}/)
    })
  })

  test("show no button where a browser makes none: an address in numbers, or no scripts", async () => {
    for (const [base, javaScriptEnabled] of [
      [served.origin, true],
      [served.origin.replace("127.0.0.1", "localhost"), false],
    ] as const)
      await open({ baseURL: base, javaScriptEnabled }, async (page) => {
        await page.goto("/en/desk/sign-in")
        expect(await page.getByRole("button", { name: "Sign in with a passkey" }).count()).toBe(0)
        expect(await page.getByRole("button", { name: "Sign in" }).count()).toBe(1)
      })
  })
})
