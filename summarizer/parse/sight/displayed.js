// What a browser really displays of a document: for every text node with something in it, in document order,
// [text, verdict], verdict being "seen", "hidden" or "unclear". Used by render.py and by the agreement benchmark.
function displayedTexts(doc) {
  const view = doc.defaultView;
  const style = new Map();
  const styleOf = (element) => {
    if (!style.has(element)) style.set(element, view.getComputedStyle(element));
    return style.get(element);
  };
  const skipped = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "TITLE", "HEAD", "IFRAME", "OPTION", "SELECT"]);
  const replaced = new Set(["CANVAS", "VIDEO", "AUDIO", "OBJECT"]); // what stands in them is for other browsers
  const canvas = doc.createElement("canvas").getContext("2d", { willReadFrequently: true });

  function colour(text) {
    const parts = text.match(/^rgba?\(([^)]*)\)$/);
    if (parts) {
      const numbers = parts[1].split(/[\s,/]+/).map(Number);
      return [numbers[0], numbers[1], numbers[2], numbers.length > 3 ? numbers[3] : 1];
    }
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }
  const over = (front, back) => [0, 1, 2].map((n) => front[n] * front[3] + back[n] * (1 - front[3])).concat([1]);
  function luminance(rgb) {
    const [r, g, b] = rgb.slice(0, 3).map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }
  function chain(element) {
    const found = [];
    for (let here = element; here; here = here.parentElement) found.push(here);
    return found;
  }
  // The colour behind an element, or null where a picture decides.
  function backdrop(ancestors) {
    const layers = [];
    for (const here of ancestors) {
      const own = styleOf(here);
      if (own.display === "contents" || own.backgroundClip === "text" || own.webkitBackgroundClip === "text") continue;
      const paint = colour(own.backgroundColor);
      if (own.backgroundImage !== "none") return null;
      if (paint[3] > 0) layers.push(paint);
      if (paint[3] >= 1) break;
    }
    return layers.reduceRight((back, front) => over(front, back), [255, 255, 255, 1]);
  }
  // What is left of a rectangle once the boxes around it have clipped it.
  function clipped(rect, ancestors) {
    let [left, top, right, bottom] = [rect.left, rect.top, rect.right, rect.bottom];
    let position = styleOf(ancestors[0]).position;
    ancestors.forEach((here, index) => {
      const own = styleOf(here);
      const containing = own.position !== "static" || own.transform !== "none";
      const skips = index > 0 && (position === "absolute" || position === "fixed") && !containing;
      if (!skips && here !== doc.documentElement && here !== doc.body && own.display !== "inline" && own.display !== "contents") {
        const box = here.getBoundingClientRect();
        const contained = /strict|paint|content/.test(own.contain); // paint containment clips
        if (contained || own.overflowX !== "visible") [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
        if (contained || own.overflowY !== "visible") [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      }
      if (index > 0 && containing) position = own.position;
    });
    return [right - left, bottom - top];
  }
  function shapeIsEmpty(text) {
    if (text === "none") return false;
    const name = text.slice(0, text.indexOf("("));
    const numbers = (text.match(/-?[\d.]+(?=%|px)/g) || []).map(Number);
    if (name === "inset") {
      const [t, r = t, b = t, l = r] = numbers;
      return t + b >= 100 || r + l >= 100;
    }
    if (name === "circle" || name === "ellipse") return numbers[0] <= 1;
    if (name === "polygon") {
      const xs = numbers.filter((_, n) => n % 2 === 0), ys = numbers.filter((_, n) => n % 2 === 1);
      const area = xs.reduce((sum, x, n) => sum + x * ys[(n + 1) % ys.length] - xs[(n + 1) % xs.length] * ys[n], 0) / 2;
      return Math.abs(area) <= 2 || Math.max(...xs) <= 0 || Math.max(...ys) <= 0;
    }
    return false;
  }
  function verdict(node) {
    const element = node.parentElement;
    const ancestors = chain(element);
    if (ancestors.some((here) => skipped.has(here.tagName))) return null;
    if (ancestors.some((here) => replaced.has(here.tagName))) return "hidden";
    if (ancestors.some((here) => styleOf(here).contentVisibility === "hidden")) return "hidden";
    if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false })) return "hidden";
    const range = doc.createRange();
    range.selectNodeContents(node);
    const rects = element.tagName === "TEXTAREA" ? [element.getBoundingClientRect()] : [...range.getClientRects()];
    const own = styleOf(element);
    let opacity = 1, unclear = false;
    for (const here of ancestors) {
      const s = styleOf(here);
      if (s.display === "contents") continue;
      opacity *= Number(s.opacity);
      const filter = s.filter.match(/opacity\(([\d.]+)(%?)\)/);
      if (filter) opacity *= Number(filter[1]) / (filter[2] ? 100 : 1);
      if (shapeIsEmpty(s.clipPath)) return "hidden";
      const clip = s.clip.match(/^rect\(([-\d.]+)px,? ([-\d.]+)px,? ([-\d.]+)px,? ([-\d.]+)px\)$/);
      if (clip && /absolute|fixed/.test(s.position) && (clip[3] - clip[1] <= 2 || clip[2] - clip[4] <= 2)) return "hidden";
      if (s.animationName !== "none") unclear = true;
    }
    if (unclear) return "unclear";
    if (opacity < 0.05) return "hidden";
    const box = ancestors.find((here) => here.offsetWidth > 0);
    const scale = box ? box.getBoundingClientRect().width / box.offsetWidth : 1;
    if (parseFloat(own.fontSize) * Math.min(1, scale) < 6) return "hidden";
    const fixed = ancestors.some((here) => styleOf(here).position === "fixed");
    const width = doc.documentElement.clientWidth;
    const readable = rects.filter((rect) => {
      const [x, y] = [view.scrollX, view.scrollY];
      if (rect.right + x <= 0 || rect.bottom + y <= 0 || rect.left + x >= 2 * width) return false;
      if (fixed && (rect.right <= 0 || rect.bottom <= 0 || rect.left >= width || rect.top >= view.innerHeight)) return false;
      const [w, h] = clipped(rect, ancestors);
      return w > 2 && h > 2;
    });
    if (!readable.length) return "hidden";
    if (Math.max(...readable.map((rect) => rect.height)) < 5) return "hidden";
    const text = colour(own.webkitTextFillColor || own.color);
    const clips = ancestors.some((here) => styleOf(here).webkitBackgroundClip === "text");
    if (clips) return "seen";
    const back = backdrop(ancestors);
    if (text[3] * opacity < 0.05) return "hidden";
    if (!back) return contrast(over(text, [255, 255, 255, 1]), [255, 255, 255, 1]) < 3 ? "unclear" : "seen";
    text[3] *= opacity;
    return contrast(over(text, back), back) < 1.3 ? "hidden" : "seen";
  }
  const out = [];
  const walker = doc.createTreeWalker(doc.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim();
    if (!text) continue;
    const found = verdict(node);
    if (found) out.push([text.slice(0, 40), found]);
  }
  return out;
}
