import { isoTime, second } from '../core/times.ts';
import type { World } from '../core/world.ts';
import type { Customer } from '../people/people.ts';
import { anyProduct, type Product, shortName } from '../shop/product.ts';
import { abandonCart, orderOnline, type Profile, profileOf } from './online-order.ts';
import { anyCampaign, anyContext, anyReferrer } from './visitor.ts';

/** Longest visit, in events. */
const mostEvents = 50;
const largestCart = 5;

/** What a visitor may choose while not at the checkout. */
type Choice = 'PAGE_VIEW' | 'SEARCH' | 'PRODUCT_VIEW' | 'ADD_TO_CART' | 'REMOVE_FROM_CART' | 'CART_VIEW' | 'LOGIN';

type Click = Choice | 'CHECKOUT_START' | 'CHECKOUT_COMPLETE';

export interface SessionOptions {
  /** Whoever logs in when somebody does. */
  readonly who: () => Customer;
  readonly onEnd: () => void;
}

/** A visit to the web shop: from a first page to an order, an abandoned cart, or nothing. */
export function startSession(world: World, { who, onEnd }: SessionOptions): void {
  const { random } = world;
  const sessionid = `sess_${random.word(16)}`;
  const context = anyContext(random);
  const campaign = anyCampaign(random);
  const referrer = anyReferrer(random);
  let customer: Profile | null = random.chance(0.2) ? profileOf(world, who()) : null;
  let viewed: Product | undefined;
  const cart: Product[] = [];
  let events = 0;

  const click = (type: Click, path: string, product?: Product) => {
    events++;
    world.emit({
      topic: 'CLICKTRACKING',
      key: sessionid,
      value: {
        sessionid,
        eventid: random.uuid(),
        type,
        context,
        referrer,
        customer,
        url: `https://jeans.example/${path}${campaign}`,
        product: product ? shortName(product) : null,
        timestamp: isoTime(world.now()),
      },
    });
  };

  const login = () => {
    customer = profileOf(world, who());
    click('LOGIN', 'login');
  };

  const checkout = () => {
    click('CHECKOUT_START', 'checkout');
    soon(() => {
      if (customer === null) login();
      soon(() => {
        click('CHECKOUT_COMPLETE', 'checkout/done');
        if (customer !== null) orderOnline(world, customer, cart);
        onEnd();
      });
    });
  };

  const browse: Readonly<Record<Choice, () => void>> = {
    PAGE_VIEW: () => click('PAGE_VIEW', random.pick(['', 'new', 'sale', 'about'])),
    SEARCH: () => click('SEARCH', 'search'),
    PRODUCT_VIEW: () => {
      viewed = anyProduct(random);
      click('PRODUCT_VIEW', `product/${shortName(viewed).toLowerCase().replaceAll(' ', '-')}`);
    },
    ADD_TO_CART: () => {
      if (viewed) cart.push(viewed);
      click('ADD_TO_CART', 'cart', viewed);
      viewed = undefined;
    },
    REMOVE_FROM_CART: () => click('REMOVE_FROM_CART', 'cart', cart.splice(random.int(0, cart.length - 1), 1)[0]),
    CART_VIEW: () => click('CART_VIEW', 'cart'),
    LOGIN: login,
  };

  const soon = (action: () => void) => world.after(random.int(3 * second, 15 * second), action);

  const step = (): void => {
    const leaves = events >= mostEvents || random.chance(cart.length > 0 ? 0.1 : 0.04);
    if (leaves) {
      if (cart.length > 0 && customer !== null) abandonCart(world, customer, cart);
      onEnd();
    } else if (cart.length > 0 && random.chance(0.15)) {
      checkout();
    } else {
      browse[random.pick(choices(cart, viewed, customer))]();
      soon(step);
    }
  };

  click('PAGE_VIEW', '');
  soon(step);
}

/** What somebody may do next; what is listed more than once is more likely. */
function choices(cart: readonly Product[], viewed: Product | undefined, customer: Profile | null): Choice[] {
  const inCart = viewed !== undefined && cart.some((product) => shortName(product) === shortName(viewed));
  return [
    'PAGE_VIEW',
    'SEARCH',
    'SEARCH',
    'PRODUCT_VIEW',
    'PRODUCT_VIEW',
    'PRODUCT_VIEW',
    ...(viewed && !inCart && cart.length < largestCart ? (['ADD_TO_CART', 'ADD_TO_CART', 'ADD_TO_CART'] as const) : []),
    ...(cart.length > 0 ? (['CART_VIEW', 'REMOVE_FROM_CART'] as const) : []),
    ...(customer === null ? (['LOGIN'] as const) : []),
  ];
}
