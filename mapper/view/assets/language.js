/** The page's words in the language chosen. To add a language: a file like strings-uk.js, and a line here. */

const LANGUAGES = { en: ENGLISH, uk: UKRAINIAN, ru: RUSSIAN };

/** The words in use; a language that lacks one has the English. */
let TEXT = ENGLISH;
let languageCode = 'en';

/** Takes a language by its code (`uk`, `uk-UA`); English where there is none such. */
function setLanguage(code) {
  const short = String(code || '').toLowerCase().split('-')[0];
  languageCode = Object.prototype.hasOwnProperty.call(LANGUAGES, short) ? short : 'en';
  TEXT = { ...ENGLISH, ...LANGUAGES[languageCode] };
}

/** The word that a table has for a name, else the name itself; names come from outside and may be `constructor`. */
function named(table, name) {
  return Object.prototype.hasOwnProperty.call(table, name) ? table[name] : name;
}

/** The form of a noun after a number, as East Slavic languages have it: one, two to four, more. */
function slavicForm(count, one, few, many) {
  const [last, lastTwo] = [count % 10, count % 100];
  if (last === 1 && lastTwo !== 11) return one;
  return last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14) ? few : many;
}
