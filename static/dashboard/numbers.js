const numerals = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: 'latn' });

/** As the server writes it: 4,312, in the language of the page. @param {number} number */
export const inNumerals = (number) => numerals.format(number);
