import type { PersonSign } from "@karnegar/coder"
import type { PersonRefusal } from "./person-rules.ts"

/** Why the record refused. Lasting codes; never renamed. */
export type RecordErrorCode =
  | "record.newer_schema"
  | "record.read_only"
  | "record.locked"
  | "record.no_directory"
  | "record.unreachable"
  | "record.no_database"
  | "record.no_rights"
  | "record.old_server"
  | "record.damaged"
  | "record.log_broken"
  | "record.full"
  | "record.disk_failed"
  | "record.not_found"
  | "record.withdrawn"
  | "report.conflict"
  | "report.null_character"
  | "report.key"
  | "evidence.hash"
  | "evidence.missing"
  | "evidence.no_folder"
  | "source.unknown"
  | "import.key_twice"
  | "register.row"
  | "gate.person"
  | "person.rule"
  | "person.state"
  | "person.same_hand"
  | "person.review_day"
  | "decision.groups"
  | "decision.undone"
  | "decision.second_person"
  | "copies.state"
  | "link.itself"
  | "quote.state"
  | "quote.words"
  | "quote.not_told"
  | "quote.person"
  | "quote.source"
  | "quote.coarse"
  | "quote.second_person"
  | "double.not_open"
  | "double.same_person"
  | "double.knows"
  | "record.changed"
  | "request.key"
  | "rules.threshold"

/** A refusal of the record: a code and data; `recordErrorText` puts it into words. */
export class RecordError extends Error {
  readonly code: RecordErrorCode
  readonly subject: string

  constructor(code: RecordErrorCode, subject: string, options?: ErrorOptions) {
    super(`${code}: ${subject}`, options)
    this.name = "RecordError"
    this.code = code
    this.subject = subject
  }
}

const SIGNS: Readonly<Record<PersonSign, { readonly fa: string; readonly en: string }>> = {
  title: { fa: "خطاب با نام", en: "a form of address with a name" },
  name: { fa: "نام آدم", en: "a person’s name" },
  kin: { fa: "خویشاوندی با نام", en: "kin by name" },
  unknown: { fa: "واژه‌ای که در هیچ فهرستی نیست و شاید نام باشد", en: "a word of no list, perhaps a name" },
  phone: { fa: "شماره تلفن", en: "a phone number" },
  national_id: { fa: "کد ملی", en: "a national id" },
  card: { fa: "شماره کارت", en: "a card number" },
  account: { fa: "شماره حساب", en: "an account number" },
  plate: { fa: "پلاک خودرو", en: "a number plate" },
  email: { fa: "رایانامه", en: "an e-mail address" },
  handle: { fa: "شناسه", en: "a handle" },
}

/** What the tripwire saw, in words; several signs are parted by a space. */
export function personSigns(signs: string, lang: "fa" | "en"): string {
  const known = (sign: string): sign is PersonSign => Object.hasOwn(SIGNS, sign)
  return signs
    .split(" ")
    .map((sign) => (known(sign) ? SIGNS[sign][lang] : sign))
    .join(lang === "fa" ? "، " : ", ")
}

function personRefusalText(refusal: PersonRefusal, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  switch (refusal) {
    case "minor":
      return fa
        ? "نام کسی که هجده سال ندارد، یا سنش را نمی‌دانید، هرگز علنی نمی‌شود."
        : "The name of anybody under eighteen, or whose age is not known, never becomes public."
    case "detained":
      return fa
        ? "نام کسی که در بازداشت است تنها با رضایت خانواده یا وکیل علنی می‌شود، یا وقتی گروه شناخته‌شده‌ای نامش را برده و بردنش خطری نمی‌افزاید. دلیل را عوض کنید یا نام را کنار بگذارید."
        : "The name of somebody in detention becomes public only by consent of family or lawyer, or where a recognised group has named them and naming adds no risk. Choose another reason, or leave the name out."
    case "not_detained":
      return fa
        ? "این دلیل برای کسی است که در بازداشت است. «در بازداشت است» را نشان بزنید یا دلیل دیگری برگزینید."
        : "This reason is for somebody in detention. Tick “in detention”, or choose another reason."
    default:
      return refusal satisfies never
  }
}

/** What went wrong and what to do next, in one or two plain sentences. */
export function recordErrorText(error: RecordError, lang: "fa" | "en"): string {
  const fa = lang === "fa"
  const s = error.subject
  switch (error.code) {
    case "record.newer_schema":
      return fa
        ? `این کارنامه را نسخه تازه‌تری از کارنگار ساخته است (${s}). کارنگار را به‌روز کنید؛ چیزی تغییر نکرد.`
        : `This record was made by a newer version of Karnegar (${s}). Update Karnegar; nothing was changed.`
    case "record.read_only":
      return fa
        ? `نوشتن در ${s} ممکن نیست. دسترسی پوشه را درست کنید یا با ‎--data‎ پوشه دیگری بدهید.`
        : `Cannot write to ${s}. Fix the folder's permissions or give another one with --data.`
    case "record.locked":
      return fa
        ? `برنامه دیگری همین کارنامه را می‌نویسد (${s}). چند ثانیه دیگر دوباره بکوشید.`
        : `Another program is writing to this record (${s}). Try again in a few seconds.`
    case "record.no_directory":
      return fa ? `پوشه ${s} ساخته نشد. نشانی را بررسی کنید.` : `The folder ${s} could not be made. Check the path.`
    case "record.unreachable":
      return fa
        ? `به پایگاه داده دسترسی نیست (${s}). نشانی و روشن بودن آن را بررسی کنید.`
        : `The database cannot be reached (${s}). Check its address and that it runs.`
    case "record.no_database":
      return fa
        ? `پایگاه داده ${s} نیست. آن را با createdb بسازید یا نشانی را درست کنید.`
        : `There is no database ${s}. Make it with createdb, or correct the address.`
    case "record.no_rights":
      return fa
        ? `پایگاه داده ${s} این کاربر را نمی‌پذیرد یا اجازه ساختن جدول به او نمی‌دهد. گذرواژه را بررسی کنید یا او را مالک پایگاه کنید.`
        : `The database ${s} refuses this user, or lets it make no tables. Check the password, or make the user owner of the database.`
    case "record.old_server":
      return fa
        ? `نسخه PostgreSQL کهنه است (${s}). نسخه ۱۵ یا تازه‌تر لازم است.`
        : `This PostgreSQL is too old (${s}). Version 15 or later is needed.`
    case "record.damaged":
      return fa
        ? `پرونده کارنامه در ${s} آسیب دیده یا کارنامه نیست. آن را کنار بگذارید و نسخه پشتیبان را برگردانید.`
        : `The record's file in ${s} is damaged, or is no record. Put it aside and restore a backup.`
    case "record.log_broken":
      return fa
        ? `دفتر رویدادها دست خورده یا ناقص است (${s}). چیزی بازساخته نشد؛ نسخهٔ پشتیبان را برگردانید.`
        : `The entry log was changed or is not whole (${s}). Nothing was rebuilt; restore a backup.`
    case "record.full":
      return fa
        ? `جا برای نوشتن در ${s} نیست. جا باز کنید؛ آنچه پیش‌تر ذخیره شده سر جایش است.`
        : `No space is left to write in ${s}. Make room; what was stored before is safe.`
    case "record.disk_failed":
      return fa
        ? `دیسک خواندن یا نوشتن در ${s} را به جا نیاورد و برنامه ایستاد. آنچه پیش‌تر ذخیره شده سر جایش است؛ آخرین نوشته شاید مانده باشد و شاید نه، هرگز نیمه‌کاره. دیسک را بررسی کنید، karnegar verify را بزنید، سپس همان دستور را دوباره.`
        : `The disk failed to read or write in ${s}, so the program stopped. What was stored before is safe; the last write stands whole or not at all. Check the disk, run karnegar verify, then the same command again.`
    case "record.not_found":
      return fa ? `چیزی با شناسه ${s} در کارنامه نیست.` : `Nothing with the id ${s} stands in the record.`
    case "record.withdrawn":
      return fa
        ? `گزارش ${s} پس گرفته و محتوایش نابود شده است؛ برنمی‌گردد.`
        : `The report behind ${s} was withdrawn and its content destroyed; it cannot come back.`
    case "report.conflict":
      return fa
        ? `گزارشی با شناسه ${s} از پیش هست و متنش فرق دارد. شناسه دیگری بدهید.`
        : `A report with the id ${s} stands already, with another text. Give it another id.`
    case "report.null_character":
      return fa
        ? `گزارش ${s} نویسه تهی (U+0000) دارد. آن را بردارید.`
        : `The report ${s} holds a null character (U+0000). Remove it.`
    case "report.key":
      return fa
        ? `شناسه گزارش نویسه جداساز (U+001F) دارد که به کار نسخه‌ها می‌آید (${s}). آن را بردارید.`
        : `The id of a report holds the unit separator (U+001F), which versions are told by (${s}). Take it out.`
    case "evidence.hash":
      return fa
        ? `بایت‌هایی که رسید آن نیست که اعلام شده بود (${s}). چیزی نگه داشته نشد؛ دوباره دریافت کنید.`
        : `The bytes are not those that were announced (${s}). Nothing was kept; capture it again.`
    case "evidence.missing":
      return fa
        ? `بایت‌های این مدرک در پوشه مدارک نیست (${s}). پوشه را بررسی کنید و دوباره بکوشید.`
        : `The bytes of this evidence are not in the evidence folder (${s}). Check the folder and try again.`
    case "evidence.no_folder":
      return fa
        ? `برای نگهداری مدارک پوشه‌ای معلوم نیست (${s}). آن را با ‎--evidence‎ یا KARNEGAR_EVIDENCE بدهید.`
        : `No folder for evidence is named (${s}). Name one with --evidence or KARNEGAR_EVIDENCE.`
    case "source.unknown":
      return fa
        ? `منبعی با کلید ${s} در فهرست نیست. آن را با karnegar sources add بیفزایید.`
        : `No source with the key ${s} is on the register. Add it with karnegar sources add.`
    case "import.key_twice":
      return fa
        ? `دو سطر کلید یکسان ${s} دارند. یکی را بردارید یا ستون کلید دیگری در نگاشت بنویسید.`
        : `Two rows have the key ${s}. Remove one, or name another key column in the mapping.`
    case "register.row":
      return fa
        ? `این سطر در فهرست جا نمی‌گیرد (${s}). مقدار ستونی را که نام برده شده درست کنید.`
        : `This row does not fit its register (${s}). Correct the column that is named.`
    case "gate.person":
      return fa
        ? `این نام به نام آدم می‌ماند و در فهرست اشخاص علنی نیست (${s})؛ چیزی ذخیره نشد. نام دیگری بنویسید، یا اگر آن شخص باید علنی باشد نخست در میز بررسی او را پیشنهاد کنید تا نفر دومی تأیید کند.`
        : `This name looks like a person's and stands on no register of public persons (${s}); nothing was stored. Write another name, or, if that person is public, first propose them at the desk for a second person to approve.`
    case "person.rule":
      return personRefusalText(s as PersonRefusal, lang)
    case "person.state":
      return fa
        ? `این نام در انتظار تأیید نیست (${s}). فهرست را دوباره باز کنید.`
        : `This entry is not waiting for approval (${s}). Open the list again.`
    case "person.same_hand":
      return fa
        ? "کسی که نامی را پیشنهاد کرده خودش نمی‌تواند تأییدش کند. از همکار دیگری بخواهید."
        : "Whoever proposed a name cannot approve it. Ask a colleague."
    case "person.review_day":
      return fa
        ? `روز بازبینی باید پس از امروز و تا یک سال دیگر باشد (${s}).`
        : `The day of review must lie after today and within a year (${s}).`
    case "decision.groups":
      return fa
        ? `گروه‌ها باید همهٔ گزارش‌های حرکت ${s} را یک بار و در دست‌کم دو گروه بیاورند.`
        : `The groups must hold each account of the action ${s} once, in two groups or more.`
    case "decision.undone":
      return fa
        ? `تصمیم ${s} نیست یا پیش‌تر برگردانده شده است.`
        : `The decision ${s} does not stand: it was undone before, or never made.`
    case "decision.second_person":
      return fa
        ? `برای انتشار ${s} دو نفر لازم است: کس دیگری باید آنچه را که اکنون هست بررسی کند. گروه دو نفره می‌تواند با karnegar rules on publishers 1 به یک نفر بسنده کند.`
        : `Two people are needed to publish ${s}: somebody else must review what stands now. A group of two may do with one: karnegar rules on publishers 1.`
    case "copies.state":
      return fa
        ? `رونوشت‌ها را پس از بررسی یا انتشار حرکت می‌توان یکجا پذیرفت (${s}). نخست آن را بررسی کنید.`
        : `Copies are accepted together once the action is reviewed or published (${s}). Review it first.`
    case "link.itself":
      return fa
        ? `یک حرکت ادامه خودش نیست (${s}). شناسه حرکت پیشین را بدهید.`
        : `An action does not go on from itself (${s}). Give the id of the earlier one.`
    case "quote.state":
      return fa
        ? `تنها از حرکتی که بررسی یا منتشر شده نقل می‌شود (${s}). نخست آن را بررسی کنید.`
        : `Quotes are chosen for an action that is reviewed or published (${s}). Review it first.`
    case "quote.words":
      return fa
        ? `نقل باید از یک تا ۲۵ واژه و کوتاه‌تر از ۳۰۰ حرف باشد؛ این ${s} واژه است. کوتاه‌تر برگزینید.`
        : `A quote has one to 25 words and fewer than 300 letters; this has ${s}. Choose fewer.`
    case "quote.not_told":
      return fa
        ? "این واژه‌ها همین‌گونه در متن گزارش نیست. آنها را از متن بردارید و چیزی را عوض نکنید."
        : "These words do not stand so in the text of the report. Copy them from it and change nothing."
    case "quote.person":
      return fa
        ? `در این نقل چیزی هست که به کسی می‌رسد (${personSigns(s, "fa")}) و در فهرست اشخاص علنی نیست. واژه‌های دیگری برگزینید.`
        : `This quote holds what leads to a person (${personSigns(s, "en")}) who stands on no register of public persons. Choose other words.`
    case "quote.source":
      return fa
        ? `منبع این گزارش اجازه نقل نمی‌دهد یا ثبت نشده است (${s === "" ? "بی‌منبع" : s}). اگر اجازه می‌دهد: karnegar sources set KEY --redistribution quotes`
        : `The source of this report allows no quotes, or is on no register (${s === "" ? "no source" : s}). If it does: karnegar sources set KEY --redistribution quotes`
    case "quote.coarse":
      return fa
        ? `از حرکتی که جا و شمارش درشت‌تر یا دیرتر گفته می‌شود چیزی نقل نمی‌شود (${s})، تا کسی از روی آن پیدا نشود.`
        : `Nothing is quoted of an action that is told more coarsely or later (${s}), so that nobody is found by it.`
    case "quote.second_person":
      return fa
        ? "کسی که نقلی را برگزیده خودش نمی‌تواند تأییدش کند. از همکار دیگری بخواهید."
        : "Whoever chose a quote cannot approve it. Ask a colleague."
    case "double.not_open":
      return fa
        ? `این گزارش برای کدگذاری دونفره باز نیست (${s}): نشان نشده یا دو نفر کارش را کرده‌اند. فهرست را دوباره باز کنید.`
        : `This report is not open for double coding (${s}): it is not marked, or two people are done. Open the list again.`
    case "double.same_person":
      return fa
        ? "شما این گزارش را کد کرده‌اید. کدگذاری دوم کار کس دیگری است."
        : "You have coded this report. The second coding is somebody else’s."
    case "double.knows":
      return fa
        ? "شما درباره این گزارش تصمیمی گرفته یا چیزی نوشته‌اید و مقدارهایش را می‌شناسید. بگذارید کس دیگری نادیده کد کند."
        : "You decided or wrote something about this report and know its values. Leave it to somebody who codes it unseen."
    case "record.changed":
      return fa
        ? `از وقتی که ${s} را باز کردید کس دیگری آن را عوض کرده است. چیزی رویش نوشته نشد؛ دوباره ببینید و تصمیم بگیرید.`
        : `Somebody has changed ${s} since you opened it. Nothing was overwritten; look again and decide.`
    case "rules.threshold":
      return fa
        ? `آستانهٔ پیوستن باید میان ۰٫۷ و ۱ باشد، نه ${s}.`
        : `The threshold for joining must lie between 0.7 and 1, not ${s}.`
    case "request.key":
      return fa
        ? `این کلید پیش‌تر برای درخواست دیگری به کار رفته است (${s}). کلید تازه‌ای بدهید.`
        : `This key was used for another request before (${s}). Give a new one.`
    default:
      return error.code satisfies never
  }
}
