/**
 * Why something was not fetched. Data, not a sentence; `fetchRefusalText` puts it into words. Never reuse or rename a `code`.
 *
 * Carries no path of an address: it may hold a search for a name.
 */
export type FetchRefusal =
  | { readonly code: "fetch.url_unreadable" }
  | { readonly code: "fetch.scheme"; readonly scheme: string }
  | { readonly code: "fetch.credentials" }
  | { readonly code: "fetch.port"; readonly port: number }
  | { readonly code: "fetch.not_public"; readonly host: string }
  | { readonly code: "fetch.onion_needs_proxy" }
  | { readonly code: "fetch.name_unknown"; readonly host: string }
  | { readonly code: "fetch.unreachable"; readonly why: string }
  | { readonly code: "fetch.proxy_failed"; readonly why: string }
  | { readonly code: "fetch.certificate"; readonly why: string }
  | { readonly code: "fetch.too_slow"; readonly seconds: number }
  | { readonly code: "fetch.too_many_redirects"; readonly most: number }
  | { readonly code: "fetch.redirect_nowhere" }
  | { readonly code: "fetch.head_too_large"; readonly most: number }
  | { readonly code: "fetch.too_large"; readonly most: number }
  | { readonly code: "fetch.expands_too_far"; readonly most: number; readonly ratio: number }
  | { readonly code: "fetch.encoding_unknown" }
  | { readonly code: "fetch.encoding_broken" }
  | { readonly code: "fetch.not_http" }
  | { readonly code: "fetch.cut_off" }
  | { readonly code: "fetch.gone"; readonly status: number }
  | { readonly code: "fetch.denied"; readonly status: number }
  | { readonly code: "fetch.slow_down"; readonly status: number; readonly seconds: number | null }
  | { readonly code: "fetch.site_failed"; readonly status: number }
  | { readonly code: "fetch.status"; readonly status: number }
  | { readonly code: "fetch.not_modified_unasked" }

/** Is a refusal one of a fetch? */
export function isFetchRefusal(refusal: { readonly code: string }): refusal is FetchRefusal {
  return refusal.code.startsWith("fetch.")
}

/** May the same question be answered another time, with nothing changed here? */
export function isPassing(refusal: FetchRefusal): boolean {
  switch (refusal.code) {
    case "fetch.name_unknown":
    case "fetch.unreachable":
    case "fetch.proxy_failed":
    case "fetch.certificate":
    case "fetch.too_slow":
    case "fetch.encoding_broken":
    case "fetch.not_http":
    case "fetch.cut_off":
    case "fetch.slow_down":
    case "fetch.site_failed":
    case "fetch.not_modified_unasked":
      return true
    case "fetch.url_unreadable":
    case "fetch.scheme":
    case "fetch.credentials":
    case "fetch.port":
    case "fetch.not_public":
    case "fetch.onion_needs_proxy":
    case "fetch.too_many_redirects":
    case "fetch.redirect_nowhere":
    case "fetch.head_too_large":
    case "fetch.too_large":
    case "fetch.expands_too_far":
    case "fetch.encoding_unknown":
    case "fetch.gone":
    case "fetch.denied":
    case "fetch.status":
      return false
    default:
      return refusal satisfies never
  }
}

/** One plain sentence with what to do next. Adding a code without words here fails to compile. */
export function fetchRefusalText(refusal: FetchRefusal, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  const say = (en: string, persian: string) => (fa ? persian : en)
  const number = (n: number) => n.toLocaleString(lang)
  switch (refusal.code) {
    case "fetch.url_unreadable":
      return say(
        "This is no address; give a whole one that begins with https:// or http://.",
        "این نشانی نیست؛ نشانی کامل بدهید که با ‎https://‎ یا ‎http://‎ آغاز شود.",
      )
    case "fetch.scheme":
      return say(
        `Only https:// and http:// are fetched, not ${refusal.scheme}. Files of this machine are read with karnegar import.`,
        `تنها ‎https://‎ و ‎http://‎ دریافت می‌شود، نه ‎${refusal.scheme}‎. برای پرونده‌های همین رایانه karnegar import را به کار ببرید.`,
      )
    case "fetch.credentials":
      return say(
        "The address holds a user name or a password; take them out.",
        "در نشانی نام کاربری یا گذرواژه آمده است؛ آن را بردارید.",
      )
    case "fetch.port":
      return say(
        `Port ${refusal.port} is not asked; only 80 and 443 are, unless you name more with --port.`,
        `به درگاه ${number(refusal.port)} وصل نمی‌شویم؛ تنها ۸۰ و ۴۴۳ باز است، مگر با ‎--port‎ درگاه دیگری را نام ببرید.`,
      )
    case "fetch.not_public":
      return say(
        `${refusal.host} leads to an address that is not public, inside a machine or a network, and nothing was connected to. Check the address; a network of your own is opened with --allow-network.`,
        `${refusal.host} به نشانی‌ای می‌رسد که عمومی نیست و درون یک رایانه یا شبکه است؛ هیچ اتصالی برقرار نشد. نشانی را بررسی کنید؛ اگر شبکهٔ خودتان است با ‎--allow-network‎ بازش کنید.`,
      )
    case "fetch.onion_needs_proxy":
      return say(
        "An .onion address is reached through Tor only; run Tor and name it with --proxy socks5://127.0.0.1:9050.",
        "نشانی ‎.onion‎ تنها از راه تور باز می‌شود؛ تور را اجرا کنید و با ‎--proxy socks5://127.0.0.1:9050‎ نام ببرید.",
      )
    case "fetch.name_unknown":
      return say(
        `No address was found for ${refusal.host}; check its spelling and the network, or try again later.`,
        `برای ${refusal.host} نشانی‌ای پیدا نشد؛ املای نام و اتصال شبکه را بررسی کنید یا بعداً دوباره بکوشید.`,
      )
    case "fetch.unreachable":
      return say(
        `The site cannot be reached (${refusal.why}); try again later, or through a proxy.`,
        `به سایت نمی‌توان وصل شد (${refusal.why})؛ بعداً یا از راه پراکسی دوباره بکوشید.`,
      )
    case "fetch.proxy_failed":
      return say(
        `The proxy did not connect (${refusal.why}); see whether it runs and whether --proxy names it rightly.`,
        `پراکسی وصل نکرد (${refusal.why})؛ ببینید روشن است و نشانی‌اش در ‎--proxy‎ درست است یا نه.`,
      )
    case "fetch.certificate":
      return say(
        `The site's certificate does not hold (${refusal.why}); nothing was asked for. Somebody may stand in between: try another network.`,
        `گواهی سایت معتبر نیست (${refusal.why}) و چیزی درخواست نشد. شاید کسی در میانهٔ راه نشسته باشد؛ از شبکهٔ دیگری بکوشید.`,
      )
    case "fetch.too_slow":
      return say(
        `It was not all there after ${refusal.seconds} seconds; try again later.`,
        `پس از ${number(refusal.seconds)} ثانیه همهٔ آن نرسید؛ بعداً دوباره بکوشید.`,
      )
    case "fetch.too_many_redirects":
      return say(
        `It leads on more than ${refusal.most} times; open it in a browser and give the address where it ends.`,
        `بیش از ${number(refusal.most)} بار به نشانی دیگری می‌فرستد؛ آن را در مرورگر باز کنید و نشانی پایانی را بدهید.`,
      )
    case "fetch.redirect_nowhere":
      return say(
        "It leads on without saying where to; open it in a browser and give the address where it ends.",
        "به نشانی دیگری می‌فرستد ولی نمی‌گوید کجا؛ آن را در مرورگر باز کنید و نشانی پایانی را بدهید.",
      )
    case "fetch.head_too_large":
      return say(
        `The head of the answer has more than ${refusal.most} bytes; the site is broken or hostile.`,
        `سرآیند پاسخ بیش از ${number(refusal.most)} بایت است؛ سایت خراب یا بدخواه است.`,
      )
    case "fetch.too_large":
      return say(
        `It has more than ${refusal.most} bytes; save it yourself and bring it with karnegar import.`,
        `بیش از ${number(refusal.most)} بایت است؛ خودتان ذخیره‌اش کنید و با karnegar import بیاورید.`,
      )
    case "fetch.expands_too_far":
      return say(
        `It is packed so that it grows beyond ${refusal.most} bytes or ${refusal.ratio} times; it was not unpacked further.`,
        `چنان فشرده شده که از ${number(refusal.most)} بایت یا ${number(refusal.ratio)} برابر می‌گذرد؛ بیش از این باز نشد.`,
      )
    case "fetch.encoding_unknown":
      return say(
        "It is packed in a way that was not asked for; open it in a browser and save it.",
        "به شیوه‌ای فشرده شده که خواسته نشده بود؛ آن را در مرورگر باز و ذخیره کنید.",
      )
    case "fetch.encoding_broken":
      return say("What came cannot be unpacked; try again later.", "آنچه رسید باز نمی‌شود؛ بعداً دوباره بکوشید.")
    case "fetch.not_http":
      return say(
        "The answer is not that of a web server; check the address.",
        "پاسخ از آن یک وب‌سرور نیست؛ نشانی را بررسی کنید.",
      )
    case "fetch.cut_off":
      return say(
        "The connection ended before all of it had come; try again later.",
        "اتصال پیش از رسیدن همهٔ آن قطع شد؛ بعداً دوباره بکوشید.",
      )
    case "fetch.gone":
      return say(
        `The site says that there is no such page (${refusal.status}); an archive may hold it.`,
        `سایت می‌گوید چنین صفحه‌ای نیست (${number(refusal.status)})؛ شاید در بایگانی‌های وب باشد.`,
      )
    case "fetch.denied":
      return say(
        `The site does not give it to us (${refusal.status}); open it in a browser and save it.`,
        `سایت آن را به ما نمی‌دهد (${number(refusal.status)})؛ در مرورگر باز و ذخیره‌اش کنید.`,
      )
    case "fetch.slow_down":
      return say(
        `The site asks to come less often (${refusal.status}); ${refusal.seconds === null ? "try again in an hour" : `try again in ${refusal.seconds} seconds`}.`,
        `سایت می‌خواهد کمتر سر بزنیم (${number(refusal.status)})؛ ${refusal.seconds === null ? "یک ساعت دیگر" : `${number(refusal.seconds)} ثانیهٔ دیگر`} دوباره بکوشید.`,
      )
    case "fetch.site_failed":
      return say(
        `The site has a fault of its own (${refusal.status}); try again later.`,
        `خود سایت ایراد دارد (${number(refusal.status)})؛ بعداً دوباره بکوشید.`,
      )
    case "fetch.status":
      return say(
        `The site answers ${refusal.status}, which brings no page; open it in a browser to see why.`,
        `سایت پاسخ ${number(refusal.status)} داد که صفحه‌ای در بر ندارد؛ در مرورگر بازش کنید تا علت روشن شود.`,
      )
    case "fetch.not_modified_unasked":
      return say(
        "The site says “not changed” although that was not asked; try again later.",
        "سایت می‌گوید «تغییری نکرده» با آن‌که چنین چیزی نپرسیده بودیم؛ بعداً دوباره بکوشید.",
      )
    default:
      return refusal satisfies never
  }
}
