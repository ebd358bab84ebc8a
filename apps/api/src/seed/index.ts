export { bringDemo, loadDemo, type DemoSignIn } from './load-demo';
