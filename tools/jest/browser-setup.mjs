import '@testing-library/jest-dom/jest-globals';
import { configure } from '@testing-library/react';

// Role queries over antd tables take more than a second on slow machines.
configure({ asyncUtilTimeout: 5000 });

class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() { return []; }
}

const noMedia = (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener() {},
  removeListener() {},
  addEventListener() {},
  removeEventListener() {},
  dispatchEvent: () => false,
});

window.matchMedia ??= noMedia;
window.ResizeObserver ??= NoObserver;
window.IntersectionObserver ??= NoObserver;
window.scrollTo = () => {};
Element.prototype.scrollIntoView ??= () => {};
HTMLCanvasElement.prototype.getContext = () => null;

// jsdom refuses pseudo elements, antd asks for them.
const computed = window.getComputedStyle.bind(window);
window.getComputedStyle = (element) => computed(element);
