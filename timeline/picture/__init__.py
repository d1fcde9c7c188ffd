"""Pictures of a timeline, SVG and PNG: drawn by Vega from places that `layout` gives, in the page's colours."""
