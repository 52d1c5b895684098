// The camera and microphone test: a page of its own, for the days before.
import { begin } from "./devices.js";

begin();
