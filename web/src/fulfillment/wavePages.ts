/** The pages of waves, loaded together. */
export { WalkPage } from "./WalkPage";
export { WavePage } from "./WavePage";
export { WavesPage } from "./WavesPage";
