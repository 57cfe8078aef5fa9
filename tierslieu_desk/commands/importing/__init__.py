"""What `import` takes beside people."""
