// The page says in which language it speaks; the document follows, for screen readers, hyphenation and translators.
const follow = () => {
    const said = document.querySelector("[data-language]");
    if (said && document.documentElement.lang !== said.dataset.language) {
        document.documentElement.lang = said.dataset.language;
    }
};
new MutationObserver(follow).observe(document.documentElement, {
    attributeFilter: ["data-language", "lang"],
    childList: true,
    subtree: true,
});
