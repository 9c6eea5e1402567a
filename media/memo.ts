// A component that is drawn again only when one of its props is another object (`preact/compat` has it too, with much more).
import { type ComponentChild, createElement, type FunctionComponent } from "preact";

export function memo<Props extends object>(component: FunctionComponent<Props>): FunctionComponent<Props> {
  return function Memo(this: { shouldComponentUpdate?: (next: Props) => boolean }, props: Props): ComponentChild {
    // Preact calls function components on a component instance, whose `props` are the drawn ones.
    this.shouldComponentUpdate = function (this: { props: Props }, next: Props): boolean {
      return differs(this.props, next);
    };
    return createElement(component, props);
  };
}

function differs<Props extends object>(a: Props, b: Props): boolean {
  const names = Object.keys(b) as (keyof Props)[]; // Object.keys loses the names' type.
  return names.length !== Object.keys(a).length || names.some((name) => a[name] !== b[name]);
}
