// Moves the figures of a page. It carries what the reader does to the module, and what the module shows to the page. The
// module is the crate itself as WebAssembly: every number, text and curve is computed and written there.
(function () {
    "use strict";

    const roots = [...document.querySelectorAll("[data-live]")];
    if (!window.WebAssembly || !window.DecompressionStream || !window.figures) return;
    const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)");
    /** How long a figure has been at rest before screen readers are told what it says, in milliseconds. */
    const REST = 800;
    /** The longest time that a figure goes on for in a call, and from one state to the next if the reader wants no motion. */
    const LONGEST = 100, CALM = 1000;
    /** The most characters of a text that are told. Those of a field are fewer, and a longer address is none of a figure. */
    const MOST = 1_000_000;
    const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Enter: [0, 0], " ": [0, 0] };

    // The pictures that do not move are exchanged for the stages at once, so that the page does not jump later.
    const swap = (root, moves) => root.classList.toggle("moves", moves);
    roots.forEach((root) => swap(root, true));
    load(window.figures).then((module) => roots.forEach((root) => move(root, module))).catch((error) => stop(roots, error));

    /** Shows the pictures that do not move again. */
    function stop(roots, error) {
        roots.forEach((root) => swap(root, false));
        console.error(`The figures do not move: ${error.message}`);
    }

    /** The module, with text and numbers instead of places in its memory. */
    async function load(packed) {
        const binary = atob(packed), bytes = new Uint8Array(binary.length);
        for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
        const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
        const { instance } = await WebAssembly.instantiate(await new Response(unpacked).arrayBuffer(), {});
        const { memory, numbers, text, start, agrees, act, tell, tick, is_running } = instance.exports;
        // The memory may move in a call, so it is looked up after it.
        const put = (values) => {
            const start = numbers(values.length);
            new Float64Array(memory.buffer, start, values.length).set(values);
        };
        const write = (words) => {
            const bytes = new TextEncoder().encode(words), start = text(bytes.length);
            new Uint8Array(memory.buffer, start, bytes.length).set(bytes);
        };
        const read = (count) => {
            const start = text(count);
            return new TextDecoder().decode(new Uint8Array(memory.buffer, start, count));
        };
        return {
            start: (name, given) => (write(name), put(given), start()),
            agrees: (figure, recorded) => (put(recorded), agrees(figure) === 1),
            act: (figure, name, x, y) => (write(name), read(act(figure, x, y))),
            tell: (figure, name, words) => (write(`${name}\n${words.slice(0, MOST)}`), read(tell(figure))),
            tick: (figure, milliseconds) => read(tick(figure, milliseconds)),
            isRunning: (figure) => is_running(figure) === 1,
        };
    }

    /** Writes what the figure shows of a slot. */
    function show(element, kind, value) {
        const name = kind.slice(1);
        if (kind === "") element.textContent = value;
        else if (kind === "<") fill(element, value);
        else if (kind === "=") put(element, value);
        else if (kind[0] === ".") element.classList.toggle(name, value !== "");
        else if (kind[0] === "?") element.toggleAttribute(name, value !== "");
        else element.setAttribute(kind, value);
    }

    /** Writes into a control. In a field for text, readers can undo that if it came from something that they did. */
    function put(element, value) {
        if (element.value === value) return;
        const focused = document.activeElement, isField = element.matches("textarea");
        if (isField && focused?.closest(".stage")?.contains(element)) {
            element.dataset.busy = "";
            element.focus({ preventScroll: true });
            element.select();
            document.execCommand(value === "" ? "delete" : "insertText", false, value);
            delete element.dataset.busy;
            focused.focus({ preventScroll: true });
        }
        if (!isField || element.value !== value) element.value = value;
    }

    /** Exchanges what is in an element. The focus stays at what does the same, or goes to the element's home. */
    function fill(element, html) {
        const focused = element.contains(document.activeElement) && document.activeElement;
        element.innerHTML = html;
        if (!focused) return;
        const { act, value } = focused.dataset;
        const same = [...element.querySelectorAll(`[data-act="${act}"]`)].find((other) => other.dataset.value === value);
        (same ?? document.getElementById(element.dataset.home))?.focus({ preventScroll: true });
    }

    /** Starts a figure, and listens to the reader. */
    function move(root, module) {
        const stage = root.querySelector(".stage"), slots = new Map();
        for (const element of stage.querySelectorAll("[data-slot]")) {
            const { slot } = element.dataset;
            slots.set(slot, [...(slots.get(slot) ?? []), element]);
        }
        const numbers = (text) => (text ?? "").split(" ").filter(Boolean).map(Number);
        const figure = module.start(root.dataset.live, numbers(root.dataset.given));
        const agrees = figure >= 0 && module.agrees(figure, numbers(root.dataset.recorded));
        root.dataset.agrees = agrees;
        if (!agrees) return stop([root], new Error(`the start of ${root.dataset.live} is not the recorded run`));

        const status = document.createElement("p");
        status.className = "status";
        status.setAttribute("role", "status");
        stage.append(status);
        const says = [...stage.querySelectorAll(".says")];
        const words = () => says.map((text) => text.textContent).join(" ");
        let resting, frame = 0, before = 0, said = words();

        function apply(changes) {
            for (const line of changes.split("\n").filter(Boolean)) {
                const [slot, kind, ...value] = line.split("\t");
                for (const element of slots.get(slot) ?? []) show(element, kind, value.join("\t").replaceAll("\u0001", "\n"));
            }
            if (lit.length > 0) light(lit);
        }

        /** Does something with the figure, and shows what came of it. What breaks it, ends all figures of the page. */
        function change(...done) {
            try {
                const [what, ...rest] = done;
                apply(module[what](figure, ...rest));
                root.dispatchEvent(new CustomEvent("live", { detail: done }));
                if (module.isRunning(figure) && !frame) {
                    if (what !== "tick") before = performance.now();
                    frame = isCalm.matches ? setTimeout(() => run(performance.now()), CALM) : requestAnimationFrame(run);
                }
            } catch (error) {
                stop(roots, error);
            }
        }

        /** Goes on by itself, for the time since it last did, but not for the time that the page was hidden. */
        function run(now) {
            let passed = Math.min(Math.max(now - before, 1), isCalm.matches ? CALM : LONGEST);
            before = now;
            for (; passed > LONGEST; passed -= LONGEST) change("tick", LONGEST);
            frame = 0;
            change("tick", passed);
            rest();
        }

        function act(name, x = 1, y = 0) {
            change("act", name, x, y);
            rest();
        }

        function tell(name, words) {
            change("tell", name, words);
            rest();
        }

        function rest() {
            clearTimeout(resting);
            resting = setTimeout(() => {
                keep();
                if (frame || words() === said) return;
                status.textContent = said = words();
            }, REST);
        }

        const at = (event, kind) => event.target.closest?.(`[data-${kind}]`);
        const isControl = (element) => element?.matches("input, select");
        const number = (element) => Number(element.dataset.value ?? 1);

        /** Keeps the figure's link in the page's address, so that the page comes back as it was left. */
        function keep() {
            const link = stage.querySelector("[data-kept]")?.getAttribute("href");
            if (link && location.hash !== link) history.replaceState(history.state, "", link);
        }

        /** Copies the text of a slot, or the address that it leads to; where that is not allowed, it is selected. */
        async function copy(button) {
            const [element] = slots.get(button.dataset.copy), label = button.dataset.label ??= button.textContent;
            try {
                await navigator.clipboard.writeText(element.href ?? element.textContent);
                button.textContent = "Copied";
            } catch {
                getSelection().selectAllChildren(element);
                button.textContent = "Selected";
            }
            setTimeout(() => button.textContent = label, 2 * REST);
        }

        /** The place of a pointer in the picture. */
        function place(element, event) {
            const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(element.getScreenCTM().inverse());
            return [x, y];
        }

        // A quantity is lit wherever it is, in pictures and in formulas.
        const names = (element) => (element?.dataset.symbol ?? "").split(",").filter(Boolean);
        let lit = [], pinned = [];
        function light(symbols) {
            lit = symbols;
            for (const element of stage.querySelectorAll("[data-symbol]")) {
                element.classList.toggle("lit", names(element).some((name) => lit.includes(name)));
            }
        }
        for (const kind of ["pointerover", "focusin"]) {
            stage.addEventListener(kind, (event) => {
                const symbols = names(at(event, "symbol")), shown = symbols.length > 0 ? symbols : pinned;
                if (shown.join() !== lit.join()) light(shown);
            });
        }

        stage.addEventListener("pointerleave", () => light(pinned));
        // What is pressed stays lit, and its formula comes into sight.
        stage.addEventListener("click", (event) => {
            const element = at(event, "symbol"), scroll = stage.querySelector(".scroll");
            if (!element) return;
            light(pinned = names(element));
            if (!scroll || scroll.contains(element)) return;
            const formulas = [...scroll.querySelectorAll(".formula")];
            const formula = formulas.find((formula) => names(formula.querySelector("[data-symbol]")).some((name) => pinned.includes(name)));
            if (formula) scroll.scrollTop += formula.getBoundingClientRect().top - scroll.getBoundingClientRect().top - scroll.clientHeight / 4;
        });

        stage.addEventListener("input", (event) => {
            const element = at(event, "act");
            if (element?.dataset.busy !== undefined) return;
            if (element?.matches("textarea")) tell(element.dataset.act, element.value);
            else if (isControl(element)) act(element.dataset.act, Number(element.value));
        });
        stage.addEventListener("click", (event) => {
            const element = at(event, "act"), copied = at(event, "copy");
            if (copied) copy(copied);
            if (element && !element.matches("input, select, textarea")) act(element.dataset.act, number(element));
        });
        for (const kind of ["pointerover", "focusin"]) {
            stage.addEventListener(kind, (event) => {
                const element = at(event, "point");
                if (element) act(element.dataset.point, number(element));
            });
        }
        stage.addEventListener("keydown", (event) => {
            const pad = at(event, "drag"), button = at(event, "act"), arrow = ARROWS[event.key];
            if (!arrow || event.altKey || event.ctrlKey || event.metaKey) return;
            // The arrow keys turn the pages of the book, but not within a figure.
            event.stopPropagation();
            if (pad) act(`${pad.dataset.drag} key`, ...arrow);
            else if (button && !button.matches("input, select, textarea, button") && !arrow[0] && !arrow[1]) {
                act(button.dataset.act, number(button));
            } else return;
            event.preventDefault();
        });
        stage.addEventListener("pointerdown", (event) => {
            const pad = at(event, "drag");
            if (!pad || event.button !== 0) return;
            pad.setPointerCapture(event.pointerId);
            act(`${pad.dataset.drag} start`, ...place(pad, event));
        });
        stage.addEventListener("pointermove", (event) => {
            const pad = at(event, "drag");
            if (pad?.hasPointerCapture(event.pointerId)) act(pad.dataset.drag, ...place(pad, event));
        });

        // Everything is shown once, since a browser may have kept the positions of an earlier visit.
        change("act", "", 0, 0);
        // Some figures ask for the width that they have, and for what stands behind the page's address.
        for (const element of stage.querySelectorAll("[data-width]")) {
            let width = 0;
            new ResizeObserver(() => {
                if (width !== (width = Math.round(element.clientWidth)) && width > 0) act(element.dataset.width, width);
            }).observe(element);
        }
        for (const { dataset } of stage.querySelectorAll("[data-address]")) {
            const read = () => tell(dataset.address, location.hash);
            window.addEventListener("hashchange", read);
            if (location.hash) read();
        }
    }
})();
