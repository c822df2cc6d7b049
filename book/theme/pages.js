// Highlights a term of an equation together with its name in the code, on hover and on keyboard focus, marks boxes that go on
// to the side, and copies blocks of code as programs.
(function () {
    "use strict";

    function termOf(element) {
        const term = element.closest && element.closest(".term");
        return term && Array.from(term.classList).find((name) => name.startsWith("t-"));
    }

    function light(element, isOn) {
        const name = termOf(element);
        const pair = name && element.closest(".pair");
        if (!pair) return;
        pair.querySelectorAll("." + CSS.escape(name)).forEach((same) => same.classList.toggle("lit", isOn));
    }

    for (const [event, isOn] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
        document.addEventListener(event, (happened) => light(happened.target, isOn));
    }

    // Makes blocks that scroll focusable with the keyboard, and fades the side on which they go on.
    const boxes = document.querySelectorAll("main pre > code, main .equation, main .wide, main .table-wrapper");
    function fade(box) {
        const hidden = box.scrollWidth - box.clientWidth;
        box.classList.toggle("more-left", box.scrollLeft > 2);
        box.classList.toggle("more-right", box.scrollLeft < hidden - 2);
        if (hidden > 2) box.setAttribute("tabindex", "0");
        else box.removeAttribute("tabindex");
    }
    const resized = new ResizeObserver((changes) => changes.forEach((change) => fade(change.target)));
    for (const box of boxes) {
        box.addEventListener("scroll", () => fade(box), { passive: true });
        resized.observe(box);
    }

    // The copy button of a block asks this function of mdBook for the text. Hidden lines are copied, too, and the statements of
    // a chapter get the `main` that the tests of the book give them, so that what is copied compiles.
    window.playground_text = function (block) {
        const code = block.querySelector("code");
        const text = code.textContent;
        const isStatements = code.matches(".language-rust") && !block.closest("figure") && !/^fn main\(/m.test(text);
        if (!isStatements) return text;
        const error = /^Ok::<\(\), (.+)>\(\(\)\)$/m.exec(text);
        return `fn main()${error ? ` -> Result<(), ${error[1]}>` : ""} {\n${text.trimEnd()}\n}\n`;
    };

    // Gives the toggle of the sidebar the role of a button, for screen readers.
    const toggle = document.getElementById("mdbook-sidebar-toggle");
    if (toggle) toggle.setAttribute("role", "button");
})();
