// Streamlit looks for its server below the page's own address first, /rescue_list/_stcore/health, where nothing answers:
// two 404 and two errors in the console on every link to a page. It is at the root; to be said before Streamlit begins.
window.__streamlit = { ...window.__streamlit, BACKEND_BASE_URL: `${window.location.origin}/` };

// A tab that nobody sees asks for nothing: what repeats while it is open waits until it is looked at again.
const repeat = window.setInterval.bind(window);
window.setInterval = (run, ...rest) =>
    typeof run === "function" ? repeat((...given) => document.hidden || run(...given), ...rest) : repeat(run, ...rest);

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

// The scripts of the elements that a page is made of come while the browser connects to the server. Earlier they would
// hold up Streamlit's own; later, each would be asked for when the first element of its kind arrives.
const ahead = (scripts) =>
    document.addEventListener("DOMContentLoaded", () => {
        const known = new Set([...document.querySelectorAll('link[rel="modulepreload"]')].map((link) => new URL(link.href).pathname));
        for (const script of scripts) {
            if (known.has(script)) continue;
            const link = document.createElement("link");
            link.rel = "modulepreload";
            link.crossOrigin = "";
            link.href = script;
            document.head.append(link);
        }
    });
