// What the ear and the hand are told beside the eye. Either can be turned off.

/** What a scan came to. */
export type Signal = "right" | "wrong" | "complete";

/** The ways to be told. */
export type Sense = "sound" | "vibration";

const keyOf = (sense: Sense) => `switchyard-station-${sense}`;

export const isOn = (sense: Sense) => localStorage.getItem(keyOf(sense)) !== "off";

export const turn = (sense: Sense, on: boolean) =>
  on ? localStorage.removeItem(keyOf(sense)) : localStorage.setItem(keyOf(sense), "off");

type Tone = { hertz: number; from: number; for: number; shape: OscillatorType }; // seconds

const tones: Record<Signal, Tone[]> = {
  right: [{ hertz: 1_320, from: 0, for: 0.08, shape: "sine" }],
  wrong: [
    { hertz: 180, from: 0, for: 0.22, shape: "square" },
    { hertz: 140, from: 0.26, for: 0.34, shape: "square" },
  ],
  complete: [
    { hertz: 880, from: 0, for: 0.1, shape: "sine" },
    { hertz: 1_320, from: 0.11, for: 0.18, shape: "sine" },
  ],
};

const buzzes: Record<Signal, number[]> = { right: [30], wrong: [200, 80, 300], complete: [40, 40, 40] }; // ms

let speaker: AudioContext | undefined;

/** Says by sound and vibration what a scan came to. */
export function signal(what: Signal) {
  // Before the first touch or key, browsers refuse both.
  if (!navigator.userActivation?.hasBeenActive) return;
  if (isOn("vibration")) navigator.vibrate?.(buzzes[what]);
  if (!isOn("sound") || !("AudioContext" in window)) return;
  speaker ??= new AudioContext();
  void speaker.resume();
  for (const tone of tones[what]) play(speaker, tone);
}

function play(context: AudioContext, tone: Tone) {
  const start = context.currentTime + tone.from;
  const source = context.createOscillator();
  const volume = context.createGain();
  source.type = tone.shape;
  source.frequency.value = tone.hertz;
  volume.gain.setValueAtTime(0.25, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + tone.for);
  source.connect(volume).connect(context.destination);
  source.start(start);
  source.stop(start + tone.for);
}
