"""A sound card for tests: a private PulseAudio with a loudspeaker and a microphone.

The program runs unchanged over it: same sounddevice, same PortAudio, same callbacks. Linux
only. Any number of cards at once, as any user, nothing left behind.

    speaker     what the program plays; a test records it with ``card.record_speaker()``
    microphone  what the program hears; a test speaks into it with ``card.feed(file)``

Set ``card.env`` before sounddevice is imported: PortAudio lists devices once (or call
``portaudio.rescan()`` after).
"""
