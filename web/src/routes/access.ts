import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root, text, type Params } from "./base";

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (params: Params): { next?: string } => ({ next: text(params.next) }),
  component: lazyRouteComponent(() => import("../access/SignInPage"), "SignInPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  validateSearch: (params: Params): { token?: string } => ({ token: text(params.token) }),
  component: lazyRouteComponent(() => import("../access/SetupPage"), "SetupPage"),
});

const choosePassword = createRoute({
  getParentRoute: () => root,
  path: "/choose-password",
  validateSearch: (params: Params): { token?: string } => ({ token: text(params.token) }),
  component: lazyRouteComponent(() => import("../access/ChoosePasswordPage"), "ChoosePasswordPage"),
});

/** Views before there is a session. */
export const accessRoutes = [signIn, setup, choosePassword] as const;
