"""GraphQL types and resolvers, the HTTP application, its limits and exports."""
