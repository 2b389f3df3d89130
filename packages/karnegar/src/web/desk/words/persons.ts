import type { PersonBasis } from "../../../record/person-rules.ts"
import type { PersonState } from "../../../record/public-persons.ts"

const bases: { readonly [basis in PersonBasis]: string } = {
  office_holder: "اکنون مقامی دولتی یا عمومی دارد",
  company_director: "مدیر یا صاحب شرکت است، و در همین جایگاه نامش می‌آید",
  own_public_naming: "سخنگوی تشکل است و خودش به نامش علنی سخن گفته",
  recorded_consent: "رضایت داده و رضایتش ثبت شده",
  consent_for_detained: "در بازداشت است؛ خانواده یا وکیل رضایت داده‌اند",
  named_by_group: "در بازداشت است؛ گروه شناخته‌شده‌ای نامش را برده و بردنش خطری نمی‌افزاید",
  wish_of_family: "درگذشته است و خانواده می‌خواهند نامش بیاید",
}

const states: { readonly [state in PersonState]: string } = {
  proposed: "در انتظار تأیید نفر دوم",
  approved: "تأییدشده",
  removed: "برداشته‌شده",
}

const fa = {
  persons: "اشخاص علنی",
  lead: "تنها نام‌های این فهرست می‌توانند در صفحه‌های همگانی بیایند. یک نفر نام را با دلیل پیشنهاد می‌کند و نفر دیگری تأیید. هر نام روز بازبینی دارد و پس از آن روز خودبه‌خود پنهان می‌شود.",
  none: "هنوز هیچ نامی در این فهرست نیست.",
  name: "نام",
  office: "سمت",
  why: "دلیل",
  state: "وضع",
  review: "روز بازبینی",
  expired: "روز بازبینی گذشته و نام پنهان است. برای ماندنش دوباره پیشنهادش کنید.",
  approve: "تأیید",
  remove: "بردار",
  own: "خودتان پیشنهاد کرده‌اید؛ نفر دیگری باید تأیید کند.",
  propose: "پیشنهاد نام",
  proposeLead: "پیش از پیشنهاد بپرسید: اگر این نام دیده شود چه کسی آسیب می‌بیند؟ اگر مطمئن نیستید، ننویسید.",
  nameFa: "نام به فارسی",
  nameEn: "نام به انگلیسی",
  officeFa: "سمت به فارسی",
  officeEn: "سمت به انگلیسی",
  basis: "چرا این نام می‌تواند علنی باشد",
  reason: "بر چه پایه‌ای",
  reasonHint: "منبع یا رضایتی که دیده‌اید، برای همکار دوم. علنی نمی‌شود. ده حرف یا بیشتر.",
  reviewHint: "پس از امروز و تا یک سال دیگر، به میلادی: سال-ماه-روز",
  adult: "می‌دانم که هجده سال یا بیشتر دارد",
  detained: "در بازداشت است",
  send: "پیشنهاد کن",
  refused: "این سطر پذیرفته نشد. میدان‌ها را کامل کنید: نام و سمت به هر دو زبان، و دلیل در ده حرف یا بیشتر.",
  bases,
  states,
}

const en: typeof fa = {
  persons: "Public persons",
  lead: "Only names on this list may stand on public pages. One person proposes a name with a reason, another approves it. Each name has a day of review; after that day it hides by itself.",
  none: "No name is on this list yet.",
  name: "Name",
  office: "Office",
  why: "Reason",
  state: "State",
  review: "Day of review",
  expired: "The day of review has passed and the name is hidden. Propose it again to keep it.",
  approve: "Approve",
  remove: "Take off",
  own: "You proposed this; somebody else must approve it.",
  propose: "Propose a name",
  proposeLead: "Ask first: if this name is seen, who may be harmed? When in doubt, leave it out.",
  nameFa: "Name in Persian",
  nameEn: "Name in English",
  officeFa: "Office in Persian",
  officeEn: "Office in English",
  basis: "Why this name may be public",
  reason: "On what grounds",
  reasonHint: "The source or consent that you saw, for the second person. Never public. Ten letters or more.",
  reviewHint: "After today and within a year, Gregorian: year-month-day",
  adult: "I know that they are eighteen or older",
  detained: "Is in detention",
  send: "Propose",
  refused:
    "This entry was not taken. Fill in every field: name and office in both languages, and grounds of ten letters or more.",
  bases: {
    office_holder: "Holds a public office now",
    company_director: "Director or owner of a company, named as such",
    own_public_naming: "Speaks for a union and has done so in public under their own name",
    recorded_consent: "Consented, and the consent is recorded",
    consent_for_detained: "In detention; family or lawyer consented",
    named_by_group: "In detention; a recognised group has named them and naming adds no risk",
    wish_of_family: "Dead, and the family wishes the name to stand",
  },
  states: {
    proposed: "Waits for a second person",
    approved: "Approved",
    removed: "Taken off",
  },
}

/** Words of the register of public persons. */
export const personsWords = { fa, en }
