export { fitDemo } from './fit-demo';
export { bringDemo, loadDemo, type DemoSignIn } from './load-demo';
