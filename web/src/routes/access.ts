import { createRoute } from "@tanstack/react-router";
import { root, text, view, type Params } from "./base";

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (params: Params): { next?: string } => ({ next: text(params.next) }),
  component: view(() => import("../access/SignInPage"), "SignInPage"),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  validateSearch: (params: Params): { token?: string } => ({ token: text(params.token) }),
  component: view(() => import("../access/SetupPage"), "SetupPage"),
});

const choosePassword = createRoute({
  getParentRoute: () => root,
  path: "/choose-password",
  validateSearch: (params: Params): { token?: string } => ({ token: text(params.token) }),
  component: view(() => import("../access/ChoosePasswordPage"), "ChoosePasswordPage"),
});

/** Views before there is a session. */
export const accessRoutes = [signIn, setup, choosePassword] as const;
