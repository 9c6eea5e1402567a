// Tells elements of a scrolling area when they come within a screen of what is seen, and when they leave it.

export interface Near {
  watch(element: Element, tell: (isNear: boolean) => void): () => void;
  dispose(): void;
}

export function createNear(area: Element): Near {
  const watched = new Map<Element, (isNear: boolean) => void>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
    },
    { root: area, rootMargin: "120%" },
  );
  return {
    watch(element, tell) {
      watched.set(element, tell);
      observer.observe(element);
      return () => {
        watched.delete(element);
        observer.unobserve(element);
      };
    },
    dispose: () => observer.disconnect(),
  };
}
