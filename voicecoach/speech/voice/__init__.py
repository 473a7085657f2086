"""From text to sound: the synthesizer, its process, rendered lines kept on disk."""
