"""Links within a samverkan and year, under the name the pages know."""

from samverkan.lib.links import sredirect, surl

__all__ = ["sredirect", "surl"]
