"""Where operating systems differ under the voice and the listeners: workers, paths, memory."""
