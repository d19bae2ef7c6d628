"""The pure core: profile, content and models in, advice out."""
