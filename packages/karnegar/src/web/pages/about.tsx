import type { FC } from "hono/jsx"
import { JSON_FIELDS } from "../json.ts"
import { type Lang, wordsOf } from "../words/language.ts"
import { MESSAGE_WORDS } from "../words/message.ts"
import { Layout, type PageContext } from "./layout.tsx"
import { CodeName } from "./parts.tsx"

/** What this is, how it is made, what it cannot do: said where readers see it. */
export const About: FC<{ context: PageContext }> = ({ context }) => {
  const words = wordsOf(context.lang)
  return (
    <Layout context={context} title={words.aboutTitle} current="about">
      <h1>{words.aboutTitle}</h1>
      <div class="prose">{context.lang === "fa" ? <AboutFa /> : <AboutEn />}</div>
      <p>
        <a class="more" href={`/${context.lang}/message`}>
          {MESSAGE_WORDS[context.lang].link}
        </a>
      </p>
      <JsonFields lang={context.lang} />
    </Layout>
  )
}

const JsonFields: FC<{ lang: Lang }> = ({ lang }) => {
  const words = wordsOf(lang)
  return (
    <section id="json">
      <h2>{words.jsonTitle}</h2>
      <p>{words.jsonLead}</p>
      <table class="values">
        <caption class="hidden">{words.jsonTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{words.jsonField}</th>
            <th scope="col">{words.jsonMeaning}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(JSON_FIELDS).map(([field, meaning]) => (
            <tr>
              <th scope="row">
                <CodeName name={field} />
              </th>
              <td>{meaning[lang]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const AboutFa: FC = () => (
  <>
    <p class="lead">
      کارنگار گزارش‌های پراکنده اعتصاب‌ها، تجمع‌ها، راهپیمایی‌ها و تحصن‌ها را می‌خواند و از آنها بایگانی‌ای می‌سازد که می‌توان آن
      را جست، شمرد و به آن ارجاع داد. از هیچ حزب و گروهی نیست و جانب کسی را نمی‌گیرد؛ ثبت می‌کند.
    </p>
    <h2>یک مورد چگونه ساخته می‌شود</h2>
    <p>
      ماشین هر گزارش را با قاعده‌های کتابچه کد می‌خواند: چه کسانی، چگونه، کجا، کی، چند نفر، چه خواسته‌ها و چه نتیجه‌هایی. هر
      مقدار به واژه‌هایی از متن تکیه دارد. تا وقتی کسی آن را ندیده، صفحه می‌گوید «هنوز بررسی نشده».
    </p>
    <p>آنچه فقط اعلام یا تهدید شده «فراخوان» است و هرگز در شمار حرکت‌ها نمی‌آید.</p>
    <h2 id="counting">چگونه شمرده می‌شود</h2>
    <p>
      کنار هر عدد نوشته شده که با چه قاعده‌ای شمرده شده و چه چیزهایی در آن است. «بر پایه حرکت» یعنی هر حرکت یک بار، هرچند
      در ده شهر بوده باشد؛ «بر پایه جا» یعنی در هر شهر یک بار. نقشه بر پایه جا می‌شمارد. وقتی گزارش از هفتاد شهر می‌گوید و
      چهار شهر را نام می‌برد، همان چهار شهر شمرده می‌شود و عدد هفتاد در صفحه حرکت می‌ماند.
    </p>
    <p>
      عددهای این سایت همان چیزهایی را می‌شمارند که نشان داده می‌شود، پس بررسی‌نشده‌ها هم در آن‌اند و این گفته می‌شود. آنچه از
      بایگانی دیگران وارد شده فقط وقتی می‌آید که در فهرست بخواهید؛ همان‌جا می‌توانید فقط بررسی‌شده‌ها را بخواهید. آنچه پس
      گرفته شده در هیچ عددی نیست.
    </p>
    <h2>چه چیزهایی اینجا نیست</h2>
    <ul>
      <li>نام هیچ شخص خصوصی. صفحه‌ها فقط از کدها، روزها، جاهای فرهنگ جغرافیایی، عددها و نام‌های ثبت‌شده ساخته می‌شوند.</li>
      <li>متن گزارش‌ها. به‌جای متن، نشانی، روز انتشار و اثر انگشت آن آمده است.</li>
    </ul>
    <h2>مرزها، بی‌پرده</h2>
    <ul>
      <li>شمار گزارش‌ها شمار همه اعتراض‌ها نیست؛ بسیاری از حرکت‌ها هرگز گزارش نمی‌شوند.</li>
      <li>
        «بررسی‌شده» یعنی کسانی شواهد را دیده‌اند؛ رأی دادگاه نیست. آنچه بررسی‌شده با کارنامه آغازین آمده، به دست سازندگانش
        با منبع‌ها خوانده شده، بیشترش دو بار، و صفحه‌اش می‌گوید که کسی اینجا آن را بررسی نکرده است.
      </li>
      <li>آنچه منتشر شد پس‌گرفتنی نیست؛ نسخه‌ها دست دیگران می‌ماند.</li>
      <li>
        اگر زیر نظر هستید، امن‌ترین گزارش شاید نفرستادن گزارش باشد. ما نمی‌توانیم از شما در برابر تلفن یا شبکه محل کارتان
        محافظت کنیم.
      </li>
      <li>در مرورگر معمولی، ارائه‌دهنده اینترنت می‌بیند که این سایت را باز کرده‌اید.</li>
      <li>این نرم‌افزار هنوز بازرسی مستقل امنیتی نشده است.</li>
    </ul>
    <h2>پروانه‌ها</h2>
    <p>
      کد: MIT. داده‌های منتشرشده: CC BY 4.0. مرزهای نقشه: © مشارکت‌کنندگان اپن‌استریت‌مپ، ODbL 1.0. جاها:
      SaliBhdr/typhoon-iran-cities و teamadlino/locations (MIT) و GeoNames (CC BY 4.0). قلم: وزیرمتن (OFL).
    </p>
  </>
)

const AboutEn: FC = () => (
  <>
    <p class="lead">
      Karnegar reads scattered reports of strikes, gatherings, marches and sit-ins and makes of them a record that can
      be searched, counted and cited. It belongs to no party and takes no side: it records.
    </p>
    <h2>How a record is made</h2>
    <p>
      The machine reads each report by the rules of the codebook: who, how, where, when, how many, which demands and
      what came of it. Every value rests on words of the text. Until a person has looked at it, its page says “not yet
      reviewed”.
    </p>
    <p>What was only called for or threatened is a call and is never counted as an action.</p>
    <h2 id="counting">How things are counted</h2>
    <p>
      Beside every figure stands the rule that it was counted by and what is in it. “By action” counts an action once,
      though it was held in ten towns; “by place” counts it once in each town. The map counts by place. Where a report
      tells of seventy towns and names four, the four are counted and the seventy stands on the action’s page.
    </p>
    <p>
      The figures of this site count what it shows: what nobody has reviewed yet is among it, and it is said. What was
      imported from other people’s records comes only where you ask for it in the list; there you can also ask for what
      a person has checked only. What was retracted is in no figure.
    </p>
    <h2>What is not here</h2>
    <ul>
      <li>
        The name of any private person. Pages are made only of codes, days, gazetteer places, numbers and registered
        names.
      </li>
      <li>The texts of reports. Their address, day of publication and fingerprint stand in their place.</li>
    </ul>
    <h2>Limits, plainly</h2>
    <ul>
      <li>The number of reports is not the number of protests; many are never reported.</li>
      <li>
        “Reviewed” means that people looked at the evidence; it is not a court’s finding. What came reviewed with the
        starter record was read against its sources by its makers, most of it twice, and its pages say that nobody has
        checked it here.
      </li>
      <li>What is published cannot be called back; others hold copies.</li>
      <li>
        If you are being watched, the safest report may be none. We cannot protect you from your own phone or your
        workplace’s network.
      </li>
      <li>In an ordinary browser your provider can see that you opened this site.</li>
      <li>This software has not yet had an independent audit.</li>
    </ul>
    <h2>Licences</h2>
    <p>
      Code: MIT. Released data: CC BY 4.0. Map boundaries: © OpenStreetMap contributors, ODbL 1.0. Places:
      SaliBhdr/typhoon-iran-cities and teamadlino/locations (MIT), GeoNames (CC BY 4.0). Typeface: Vazirmatn (OFL).
    </p>
  </>
)
