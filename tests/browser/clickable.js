// What on the page that is drawn can be clicked and says a number; read by tests/browser/clickable.py.
(() => {
    const main = () => document.querySelector("[data-testid=stMain]");
    const key = (element) =>
        [...element.classList].find((name) => name.startsWith("st-key-"))?.slice("st-key-".length) ?? "";
    const around = (element, prefix) => element.closest(`[class*="st-key-${prefix}"]`);
    const keyed = (prefix, within = main()) => [...within.querySelectorAll(`[class*="st-key-${prefix}"]`)];
    const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

    // The mark of Vega's scenegraph that an element of the SVG draws. Of what answers to a click, the kit says so.
    const vegaMarks = (picture) =>
        [...picture.querySelectorAll("svg path, svg rect")]
            .filter((element) => element.__data__?.datum?.token && element.__data__.cursor === "pointer")
            .map((element) => ({
                token: String(element.__data__.datum.token),
                count: element.__data__.datum.count,
                said: element.getAttribute("aria-label") ?? "",
                element,
            }));
    const vegaPoint = (mark) => {
        mark.element.scrollIntoView({ block: "center", inline: "center" });
        const box = mark.element.getBoundingClientRect();
        const points = [0.5, 0.25, 0.75, 0.1, 0.9].map((share) => [
            box.left + box.width * share,
            box.top + box.height / 2,
        ]);
        return points.find(([x, y]) => document.elementFromPoint(x, y) === mark.element) ?? null;
    };

    // ECharts draws on a canvas; Streamlit's component keeps the chart in a reference, its parts say where they are.
    const chartOf = (picture) => {
        const host = picture.querySelector("[data-testid=stEChartsChart], .stEChartsChart");
        let fiber = host?.[Object.keys(host).find((name) => name.startsWith("__reactFiber"))];
        for (; fiber; fiber = fiber.return) {
            for (let hook = fiber.memoizedState; hook && typeof hook === "object" && "next" in hook; hook = hook.next) {
                if (hook.memoizedState?.current?.getModel?.()) return hook.memoizedState.current;
            }
        }
        return null;
    };
    const text = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
    const said = (data, index) => text(data.getItemModel(index).get(["tooltip", "formatter"]) ?? "");
    const last = (sentence) => Number(sentence.match(/\d[\d.,\u00a0\u202f]*/g)?.at(-1)?.replace(/\D/g, "") ?? NaN);
    const echartsMarks = (picture) => {
        const chart = chartOf(picture);
        const series = chart?.getModel().getSeriesByIndex(0);
        if (!series) return [];
        const nodes = series.getData();
        const edges = series.getEdgeData();
        const place = (data, type, index) => ({ chart, data, type, index });
        return [
            ...nodes.mapArray((index) => ({
                token: nodes.getName(index),
                count: last(said(nodes, index)),
                said: said(nodes, index),
                place: place(nodes, "node", index),
            })),
            ...edges.mapArray((index) => {
                const { source, target, value } = series.option.links[index];
                return {
                    token: `${source} → ${target}`,
                    count: value,
                    said: said(edges, index),
                    place: place(edges, "edge", index),
                };
            }),
        ];
    };
    const hovered = (chart, x, y) => {
        for (let element = chart.getZr().handler.findHover(x, y).target; element; element = element.parent) {
            for (const name of Object.keys(element)) {
                if (name.startsWith("__ec_inner_") && element[name]?.dataIndex != null) return element[name];
            }
        }
        return null;
    };
    const along = (shape) => {
        if (shape.width != null) return [[shape.x + shape.width / 2, shape.y + shape.height / 2]];
        const at = (from, by, and, to, share) => {
            const left = 1 - share;
            return left ** 3 * from + 3 * left ** 2 * share * by + 3 * left * share ** 2 * and + share ** 3 * to;
        };
        return [0.5, 0.3, 0.7, 0.15, 0.85, 0.05, 0.95].flatMap((share) =>
            [0.5, 0.2, 0.8].map((height) => [
                at(shape.x1, shape.cpx1, shape.cpx2, shape.x2, share),
                at(shape.y1, shape.cpy1, shape.cpy2, shape.y2, share) + shape.extent * height,
            ]),
        );
    };
    const echartsPoint = ({ place: { chart, data, type, index } }) => {
        const canvas = chart.getDom();
        canvas.scrollIntoView({ block: "center" });
        const drawn = data.getItemGraphicEl(index);
        const path = drawn.shape ? drawn : drawn.childAt(0);
        const box = canvas.getBoundingClientRect();
        for (const [left, top] of along(path.shape)) {
            const [x, y] = path.transformCoordToGlobal(left, top);
            const found = hovered(chart, x, y);
            if (found?.dataIndex === index && (found.dataType ?? "node") === type) return [box.left + x, box.top + y];
        }
        return null;
    };

    const marksOf = (picture) => {
        const found = picture.querySelector("[data-testid=stVegaLiteChart]") ? vegaMarks(picture) : echartsMarks(picture);
        return [...new Map(found.map((mark) => [mark.token, mark])).values()];
    };
    const opens = (element) => {
        const [listed, ...more] = key(around(element, "opens_")).slice("opens_".length).split("--");
        return { opens: listed, adding: more.find((part) => part.startsWith("adding_"))?.slice(7) ?? "" };
    };
    const pictures = () =>
        keyed("picture_").filter((picture) => around(picture, "opens_"));
    const choice = (picture) => key(picture).split("_")[1];

    window.clickable = {
        pictures: () =>
            pictures().map((picture) => ({
                choice: choice(picture),
                ...opens(picture),
                marks: marksOf(picture).map(({ token, count, said }) => ({ token, count, said })),
            })),
        // Where a mark can be hit; null where another lies on it everywhere, or the picture is not there.
        point: (name, token) => {
            const picture = pictures().find((one) => choice(one) === name);
            const mark = picture && marksOf(picture).find((one) => one.token === token);
            if (!mark) return null;
            return mark.element ? vegaPoint(mark) : echartsPoint(mark);
        },
        links: () =>
            keyed("opens_").flatMap((around) =>
                [...around.querySelectorAll("a[href]")]
                    .filter((link) => !around.querySelector('[class*="st-key-picture_"]') && words(link))
                    .map((link) => ({ said: words(link), href: link.getAttribute("href"), ...opens(link) })),
            ),
        toggles: () => keyed("open_").map((toggle) => ({ name: key(toggle).slice("open_".length), said: words(toggle) })),
        lists: () =>
            keyed("footer_").flatMap((footer) =>
                [...footer.querySelectorAll("a[href*='files']")].slice(0, 1).map((file) => ({
                    name: key(footer).slice("footer_".length),
                    said: words(file),
                    href: file.href,
                })),
            ),
        rows: (name) => {
            const place = keyed(`behind_${name}`)[0];
            // A single row is written as text.
            return place?.querySelectorAll("table.shown tbody tr").length ||
                Number(place?.querySelector("[role=grid]")?.getAttribute("aria-rowcount") ?? NaN) - 1;
        },
        tables: () =>
            keyed("rows_of_table_").map((table) => ({
                key: key(table),
                rows: Number(table.querySelector("[role=grid]")?.getAttribute("aria-rowcount") ?? NaN) - 1,
            })),
        parts: () =>
            keyed("choice_show").flatMap((shown) =>
                [...shown.querySelectorAll("[role=radio]")].map((part) => ({
                    said: words(part),
                    chosen: part.getAttribute("aria-checked") === "true",
                })),
            ),
        captions: () => [...main().querySelectorAll("[data-testid=stCaptionContainer]")].map(words),
        broken: () => [...document.querySelectorAll("[data-testid=stException], [data-testid=stAlertContentError]")].map(words),
    };
    return true;
})()
