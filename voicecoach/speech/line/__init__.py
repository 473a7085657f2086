"""The line of a call: microphone and loudspeaker, real or simulated, what is wrong with them."""
