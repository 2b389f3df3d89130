/** Why nothing was read out of what was fetched. Never reuse or rename a `code`. */
export type PageRefusal =
  | { readonly code: "page.media_type"; readonly mediaType: string }
  | { readonly code: "page.not_text" }
  | { readonly code: "page.no_text" }
  | { readonly code: "page.no_day" }
  | { readonly code: "page.too_slow" }
  | { readonly code: "page.too_heavy" }
  | { readonly code: "page.unreadable" }
  | { readonly code: "page.pdf_locked" }
  | { readonly code: "page.pdf_broken" }
  | { readonly code: "page.pdf_no_text"; readonly pages: number }
  | { readonly code: "feed.unreadable" }
  | { readonly code: "feed.item_unfit"; readonly items: number }

/** Is a refusal one of what was fetched? */
export function isPageRefusal(refusal: { readonly code: string }): refusal is PageRefusal {
  return refusal.code.startsWith("page.") || refusal.code.startsWith("feed.")
}

/** One plain sentence with what to do next. Adding a code without words here fails to compile. */
export function pageRefusalText(refusal: PageRefusal, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  const number = (n: number) => n.toLocaleString(lang)
  switch (refusal.code) {
    case "page.media_type":
      return fa
        ? `محتوایش (${refusal.mediaType || "نوع نامعلوم"}) صفحهٔ وب، متن یا PDF نیست؛ اگر متنی در آن هست آن را بنویسید و با karnegar import بیاورید.`
        : `It is no page, text or PDF (${refusal.mediaType || "of no told type"}); if there are words in it, write them down and bring them with karnegar import.`
    case "page.not_text":
      return fa
        ? "خود را صفحهٔ وب می‌نامد ولی بایت‌هایش متن نیست؛ نشانی را در مرورگر بررسی کنید."
        : "It calls itself a page, but its bytes are no text; look at the address in a browser."
    case "page.no_text":
      return fa
        ? "متنی در آن پیدا نشد؛ شاید صفحه تنها با اسکریپت پر می‌شود. متن را از مرورگر بردارید و با karnegar import بیاورید."
        : "No text was found in it; maybe scripts fill the page. Copy the text from a browser and bring it with karnegar import."
    case "page.no_day":
      return fa
        ? "روز انتشارش نه در صفحه است و نه در فراداده‌اش؛ صفحه را ببینید و روز را با ‎--published‎ بدهید، مانند 1403/05/12."
        : "Neither the page nor its metadata tells when it was published; look at it and give the day with --published, like 2024-08-02."
    case "page.too_slow":
      return fa
        ? "خواندنش بیش از اندازه طول کشید و رها شد؛ متن را از مرورگر بردارید و با karnegar import بیاورید."
        : "Reading it took too long and was given up; copy the text from a browser and bring it with karnegar import."
    case "page.too_heavy":
      return fa
        ? "خواندنش بیش از اندازه حافظه می‌خواست و رها شد؛ متن را از مرورگر بردارید و با karnegar import بیاورید."
        : "Reading it took too much memory and was given up; copy the text from a browser and bring it with karnegar import."
    case "page.unreadable":
      return fa
        ? "ساختارش چنان خراب است که خوانده نشد؛ متن را از مرورگر بردارید و با karnegar import بیاورید."
        : "It is built so badly that it was not read; copy the text from a browser and bring it with karnegar import."
    case "page.pdf_locked":
      return fa
        ? "این PDF گذرواژه دارد؛ نسخهٔ بی‌گذرواژه‌اش را بگیرید."
        : "The PDF is locked by a password; get a copy without one."
    case "page.pdf_broken":
      return fa ? "این PDF خراب است؛ دوباره یا از جای دیگری بگیریدش." : "The PDF is broken; get it again or elsewhere."
    case "page.pdf_no_text":
      return fa
        ? `این PDF ${number(refusal.pages)} صفحه دارد و متنی در آن نیست؛ تصویر صفحه‌هاست. متنش را بنویسید و با karnegar import بیاورید.`
        : `The PDF has ${refusal.pages} pages and no words; they are pictures. Write the text down and bring it with karnegar import.`
    case "feed.unreadable":
      return fa
        ? "این خوراک RSS، Atom یا JSON Feed نیست یا خراب است؛ نشانی خوراک را از سایت دوباره بردارید."
        : "It is no RSS, Atom or JSON Feed, or a broken one; take the feed's address from the site again."
    case "feed.item_unfit":
      return fa
        ? `${number(refusal.items)} مطلب این خوراک نه شناسه دارد و نه متن، و کنار گذاشته شد؛ خود سایت را ببینید.`
        : `${refusal.items} items of the feed have no id or no text and were left; look at the site itself.`
    default:
      return refusal satisfies never
  }
}
